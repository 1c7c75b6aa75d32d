WARC/1.0
WARC-Type: warcinfo
WARC-Date: 2021-05-04T08:00:00Z
Content-Type: application/warc-fields
Content-Length: 21

software: a crawler


WARC/1.0
WARC-Type: metadata
WARC-Date: 2021-05-04T08:00:00Z
WARC-Target-URI: https://post.example/ferry
Content-Type: application/json
Content-Length: 16

{"Envelope": {}}

WARC/1.0
WARC-Type: response
WARC-Date: 2021-05-04T08:00:00Z
WARC-Target-URI: https://post.example/gone
Content-Type: application/http; msgtype=response
Content-Length: 51

HTTP/1.1 404 Not Found
Content-Type: text/html



WARC/1.0
WARC-Type: response
WARC-Date: 2021-05-04T08:00:00Z
WARC-Target-URI: https://post.example/gone2
Content-Type: application/http; msgtype=response
Content-Length: 51

HTTP/1.1 404 Not Found
Content-Type: text/html



