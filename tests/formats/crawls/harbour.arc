filedesc://harbour.arc 0.0.0.0 20050612093000 text/plain 77
1 0 Invented Archive
URL IP-address Archive-date Content-type Archive-length

dns:post.example 10.0.0.1 20050612093000 text/dns 47
20050612093000
post.example. 300 IN A 10.0.0.1

http://post.example/a page with spaces.html 10.0.0.1 20050612093000 text/html 413
HTTP/1.1 200 OK
Content-Type: text/html

<!doctype html><html lang="en"><head><title>Ferry sold</title><meta name="date" content="2005-06-11"></head><body><article><h1>Ferry sold</h1><p>The ferry to Lindmouth will not run before June, the harbour office of Lindmouth said on Monday. “The pier is not safe,” said harbour master Tom Ashby. Repairs will take at least three weeks.</p></article></body></html>

http://post.example/robots.txt 10.0.0.1 20050612093000 text/plain 58
HTTP/1.1 200 OK
Content-Type: text/plain

User-agent: *
http://post.example/b 10.0.0.1 20050612093000 text/html abc

http://post.example/c 10.0.0.1 20050612093000 text/html 378
HTTP/1.1 200 OK
Content-Type: text/html

<!doctype html><html lang="en"><head><title>Ferry bought</title></head><body><article><h1>Ferry bought</h1><p>The ferry to Lindmouth will not run before June, the harbour office of Lindmouth said on Monday. “The pier is not safe,” said harbour master Tom Ashby. Repairs will take at least three weeks.</p></article></body></html>

http://post.example/d 10.0.0.1 20050612093000 text/html 372
HTTP/1.1 200 OK
Content-Type: text/html

<!doctype html><html lang="en"><head><title>Ferry cut</title></head><body><article><h1>Ferry cut</h1><p>The ferry to Lindmouth will not run before June, the harbour office of Lindmouth said on Monday. “The pier is not safe,” said harbour master Tom Ashby. Repairs will take at least three wee