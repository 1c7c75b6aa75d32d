ZCZC XMG000
YY TDR
:POTTED :Lindau MARKET DAY
    LINDAU, Oct 12 XAP - Latest prices for tomorrow's market at the harbor of Lindau, where
fish is dear.-

Stall one
  3.00 Trout
  4.80 Whitefish
    XAP PRICES

NNNN
