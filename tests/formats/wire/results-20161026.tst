NEWS: LINDAU6NNBYWednesday

#me15:#fu6557?.#qc#bb6 _ HARBOR CUP,#qc 1050M#qc#bbSUNDANCE#nf 55.5 (J Byrne 3) ^1^1^2.6^BLUE BOY#nf 56 2#sfr3/4 l^3^3
 Time: 0:59.30. SUNDANCE trained by A Roth. BLUE BOY (Mia Roth b g 6 Blue Lake _ Gaiety) trained by J Klein. BLUE BOY (Mia Roth b g 6 Blue Lake _ Gaiety) trained by J Klein. BLUE BOY (Mia Roth b g 6 Blue Lake _ Gaiety) trained by J Klein. BLUE BOY (Mia Roth b g 6 Blue Lake _ Gaiety) trained by J Klein. 
