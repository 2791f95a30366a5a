"""The style of a page: A4 in print, light and dark on a screen, one column on a phone."""

STYLE = """
:root { --ink:#1f2328; --soft:#59636e; --page:#fff; --line:#d1d9e0; --bad:#b3261e; --good:#1a7f37; --plan:#8a6d00;
  --none:#f3f4f6; --l0:#eef2f6; --l1:#d3e5f7; --l2:#a9cef0; --l3:#7fb5e6; --l4:#a6dcb4; --late:#f8cfcb; --busy:#fff2cc;
  --on:#1f2328; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6edf3; --soft:#9aa4ae; --page:#0f141a; --line:#3a424b;
  --bad:#ff9d94; --good:#6fd08c; --plan:#e3b341; --none:#1a2027; --l0:#202832; --l1:#1f3a55; --l2:#24507a;
  --l3:#2b679c; --l4:#1f5c36; --late:#6b2620; --busy:#5c4a12; --on:#f0f6fc; } }
* { box-sizing: border-box; }
body { margin:0; background:var(--page); color:var(--ink); line-height:1.6;
  font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif; }
main { max-width:62rem; margin:0 auto; padding:1.5rem 1rem 3rem; }
article + article { break-before:page; }
h1 { font-size:1.6rem; line-height:1.3; margin:0 0 .5rem; }
h2 { font-size:1.15rem; margin:1.8rem 0 .5rem; border-bottom:1px solid var(--line); padding-bottom:.2rem; }
p { margin:.2rem 0; overflow-wrap:anywhere; }
.verdict { font-size:1.15rem; margin:.6rem 0; padding:.4rem .7rem; border-left:.35rem solid var(--bad); }
.verdict.good { border-color:var(--good); }
.verdict.late strong { color:var(--bad); }
.verdict.good strong { color:var(--good); }
.closing { text-align:right; margin-right:4em; }
.numbered .body { text-indent:2em; }
.notice { font-weight:600; } .notice, .note, footer, figcaption { color:var(--soft); font-size:.88rem; }
.wide { overflow-x:auto; }
table { border-collapse:collapse; width:100%; font-size:.92rem; }
th, td { border:1px solid var(--line); padding:.25rem .5rem; text-align:left; overflow-wrap:anywhere; }
thead th { background:var(--none); }
caption { text-align:left; font-weight:600; padding:.3rem 0; }
td { font-variant-numeric:tabular-nums; white-space:pre-line; }
td.n { text-align:right; white-space:nowrap; } td.bars, td.state, td.day { white-space:nowrap; }
td.state.good { background:var(--l4); } td.state.busy { background:var(--busy); }
td.state.off { background:var(--none); }
.wide th { overflow-wrap:break-word; word-break:keep-all; }
main:has(article.across) { max-width:none; }
.bar { display:inline-block; width:5rem; height:.6rem; margin-right:.5rem; background:var(--l0);
  border:1px solid var(--line); }
.bar span { display:block; height:100%; background:var(--good); }
svg { width:100%; height:auto; display:block; margin:.4rem 0; }
svg text { fill:var(--ink); font-size:13px; }
svg .axis, svg .head { fill:var(--soft); font-size:12px; }
svg .count { fill:var(--on); }
svg.map rect { stroke:var(--line); }
.none { fill:var(--none); background:var(--none); }
.level0 { fill:var(--l0); background:var(--l0); } .level1 { fill:var(--l1); background:var(--l1); }
.level2 { fill:var(--l2); background:var(--l2); } .level3 { fill:var(--l3); background:var(--l3); }
.level4 { fill:var(--l4); background:var(--l4); }
rect.late { fill:var(--late); } td.late { background:var(--late); }
.grid { stroke:var(--line); } .today { stroke:var(--bad); stroke-dasharray:2 3; }
polyline { fill:none; stroke-width:2.5; } .done { stroke:var(--good); }
.planned { stroke:var(--plan); stroke-dasharray:7 5; }
figure { margin:0; }
.key { display:inline-block; width:1.6rem; height:0; margin:0 .3rem .25rem 0; border-top:3px solid var(--good); }
.key.planned { border-top:3px dashed var(--plan); margin-left:1rem; }
ol { padding-left:1.8rem; margin:.3rem 0; } li { overflow-wrap:anywhere; margin:.15rem 0; }
details { margin-top:.5rem; } footer { margin-top:2rem; }
@media (max-width: 40rem) { h1 { font-size:1.3rem; } .bar { width:2.5rem; } svg.map, svg.pace { min-width:36rem; }
  section { overflow-x:auto; } }
@page { size:A4; margin:20mm 16mm; }
@page across { size:A4 landscape; }
@media print { :root { --ink:#000; --soft:#444; --page:#fff; --line:#999; --bad:#a1160d; --good:#14692d;
    --plan:#7a5f00; --none:#f3f4f6; --l0:#eef2f6; --l1:#d3e5f7; --l2:#a9cef0; --l3:#7fb5e6; --l4:#a6dcb4;
    --late:#f8cfcb; --busy:#fff2cc; --on:#000; }
  * { print-color-adjust:exact; -webkit-print-color-adjust:exact; }
  main { max-width:none; padding:0; } article.across { page:across; }
  th { min-width:0 !important; } body { font-size:10.5pt; }
  h2 { break-after:avoid; } svg, tr, li, figure { break-inside:avoid; } thead { display:table-header-group; }
  details { display:none; } }
""".strip()
