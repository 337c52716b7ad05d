"""Texts and query strings that nobody means well by, or that simply come so."""

HOSTILE = r"""
a
1
²
½
٣
é
ё
-
--
---
_
__
/
//
?
#
%
&
+
"
""
"unbalanced
un"balanced
'
''
l'eau
l’eau d’
'; DROP TABLE search_searchentry; --
*
wat*
*ter
wat?r
NEAR(
NEAR(water pump, 2)
NEAR/2
AND
OR
NOT
water AND
OR OR
:
title:water
title_terms:water
terms : water
^water
water^9
water~9
~
{terms}
-terms:x
\
\\
\'
\0
\x00
(
)
((((((
))))
()
(water
[
]
[1 TO 2]
{
}
{{
!
!!
!water
&
&&
|
||
&|!()<->
<->
<2>
water <-> pump
water:*
water:A
a:b:c:*
<script>alert(1)</script>
<b>
</mark>
&lt;
&#0;
%s
%(expression)s
{0}
${7*7}
{{7*7}}
�
á́́
́
Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉
水
пропуск
ﬁlter
İstanbul
ß
Ǆ
🚰
𐌰
𝐰𝐚𝐭𝐞𝐫
ก็็็็็
नदी
ῼ
6.3
1.2.3.4
1e309
-1
0x10
1,000,000
99999999999999999999
NaN
Infinity
null
None
true
../../etc/passwd
http://example.org/?q=1#x
a@b.example
SG.1-2/3
C:\windows
#SDGAction25745
10.1000/x
""".strip().splitlines()
HOSTILE += [
    *("", " ", "\t\n", "\x00", "wa\x00ter", "\x01\x02", "\x1f", "\x7f", "\ufffe", "\uffff", "\ufeffwater"),
    *("\ue000water\ue001", "\u202ewater", "\u200fمياه\u200f", "\u2066x\u2069", "w\u200ba\u200bter", "👩🏽\u200d🔧"),
    *("water " * 40, "b c d f g h j k l m n p q r s t v w x z " * 5, "x" * 10_000, "Щ" * 300, "a'b" * 60, "1." * 100),
    *("ab cd ef gh ij kl mn op qr st uv wx yz " * 6, "utility water pump leak sewer meter tariff billing " * 4),
]

# What no browser sends, but somebody will: written as it travels.
RAW = [
    "%ff",
    "%c3%28",
    "%ed%a0%80",
    "%f4%90%80%80",
    "%00",
    "%",
    "%zz",
    "%u0041",
    "a%0d%0aX:%20y",
    "+%2b+",
    "%25%32%35",
    ";",
    "&&&=&==",
]

PARAMETERS = """
page=0
page=-1
page=1e9
page=abc
page=
page=1000000
page=499
page=²
page=%ff
page=1&page=2
from=2020&to=2000
from=abc
to=-5
from=99999999999
from=1
from=0000
from=2009&from=2010
to=%00
sort=
sort=nonsense
sort=_score
sort=relevance&q=
sort=title&sort=newest
ui=xx
ui=%00
lang=xx
lang=
theme=nonsense
kind=' OR 1=1
country=%00
country=ZZ
sdg=99.z
tag=%ff
org=%22
region=../..
sdg=6.4%0A
format=xml
callback=alert
unknown=1
q=water&q=pump
q[]=water
q[a]=b
utf8=✓
""".strip().splitlines()
PARAMETERS += ["theme=" + "x" * 10_000]
