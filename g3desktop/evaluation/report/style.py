"""The style sheet of the report: light, dark and on paper, from a telephone's width up."""

from __future__ import annotations

import base64
import hashlib

_LIGHT = """
--paper:#fff;--panel:#f6f7f9;--line:#d9dee5;--text:#1b2028;--dim:#566070;--link:#1a5d9c;
--accent:#1a7568;--warn:#96590a;--sea:#e3ebf2;--land:#fbfaf6;--coast:#b4bdc7;
--r0:#0b4f47;--r1:#2b8678;--r2:#83bfb2;--r3:#e5c583;--r4:#d38839;--r5:#a23c1f;--r6:#8b93a0;
--o0:#fff;--o1:#fff;--o2:#10201d;--o3:#2a2008;--o4:#211405;--o5:#fff;--o6:#12151a;
--s0:#1a7568;--s1:#c2570c;--s2:#2a6fb0;--s3:#8b4fb3;--s4:#8a6d00;--s5:#b8325e;--s6:#4d5867;--s7:#12899e
"""
_DARK = """
--paper:#14171c;--panel:#1b1f26;--line:#343c48;--text:#e8ebf0;--dim:#a0aab8;--link:#7db4e6;
--accent:#4fb3a5;--warn:#e0a458;--sea:#1a2029;--land:#2b323d;--coast:#566170;
--r0:#8ce5d7;--r1:#43ac9d;--r2:#2a6d64;--r3:#7d6130;--r4:#c98b3e;--r5:#f2a06d;--r6:#737d8b;
--o0:#0c1513;--o1:#0c1513;--o2:#fff;--o3:#fff;--o4:#1a1204;--o5:#1f0d04;--o6:#0c0e12;
--s0:#4fb3a5;--s1:#f09a55;--s2:#6aabe8;--s3:#c79be6;--s4:#d8b93c;--s5:#f0839f;--s6:#a9b3c1;--s7:#5cc9dc
"""

_RULES = """
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:24px 20px 48px;max-width:1200px;background:var(--paper);
color:var(--text);font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25em}
h2{font-size:1.25rem;margin:2.5em 0 .6em;padding-top:.7em;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.8em 0 .6em}
a{color:var(--link)}
p{margin:.6em 0;max-width:75ch}
.dim,figcaption,.axis,.legend{color:var(--dim)}
.facts{display:flex;flex-wrap:wrap;gap:2px 24px;margin:.4em 0 0;padding:0;list-style:none}
.facts b{font-weight:600}
nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;margin:1.2em 0 0;padding:0;list-style:none;
font-size:.92rem}
.notes{margin:1.4em 0 0;padding:.7em 1em .7em 2.2em;border-left:3px solid var(--warn);
background:var(--panel)}
.notes li+li{margin-top:.35em}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:5px 10px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{vertical-align:bottom;font-weight:600;border-bottom:2px solid var(--line)}
tbody th{font-weight:400;min-width:9rem}
tbody td:not(.n){min-width:7rem}
.n{padding-left:8px;padding-right:6px;text-align:right;white-space:nowrap}
thead .n{white-space:normal}
.tall{max-height:600px;overflow:auto}
.tall thead th{position:sticky;top:0;background:var(--paper)}
small{font-size:.82em;color:var(--dim)}
tbody tr:hover{background:var(--panel)}
.settings td,.settings th{overflow-wrap:anywhere}
.settings th{white-space:nowrap;min-width:0;color:var(--dim)}
.below-table{font-size:.88rem;color:var(--dim)}
figure{margin:1em 0 0}
figcaption{margin-top:.5em;font-size:.9rem;max-width:75ch}
.axis{margin:0;max-width:none;font-size:.82rem}
.axis.below{text-align:right;padding-right:20px}
.plot{display:block;overflow:visible;width:calc(100% - 64px);height:340px;
margin:14px 20px 30px 44px}
.plot svg{overflow:visible}
.plot text{fill:var(--dim);font-size:12px;text-anchor:middle}
.plot .y{text-anchor:end}
.grid line{stroke:var(--line);stroke-width:1}
.lines{fill:none;stroke:currentColor;stroke-width:2}
.lines *{stroke:currentColor;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.marks use,.key use{fill:currentColor;stroke:var(--paper);stroke-width:1}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;margin:.9em 0 0;padding:0;list-style:none;
font-size:.88rem}
.legend li{display:flex;align-items:center;gap:8px}
.key{width:40px;height:14px;flex:none}
.swatch{width:14px;height:14px;flex:none}
.shapes{position:absolute;width:0;height:0}
.bars ul:first-child{display:grid;grid-template-columns:fit-content(40%) 1fr auto;gap:7px 12px;
margin:0;padding:0;list-style:none;align-items:center}
.bars ul:first-child li{display:contents}
.bars .name{font-size:.92rem;overflow-wrap:anywhere}
.bars .count{font-size:.85rem;color:var(--dim);text-align:right;font-variant-numeric:tabular-nums}
.bar{display:block;width:100%;height:26px}
.bar rect{stroke:var(--paper);stroke-width:1}
.bars+.scroll{margin-top:1.2em}
.share .whole{fill:var(--line)}
.share .part{fill:var(--accent)}
.bar text{font-size:12px;text-anchor:middle;dominant-baseline:central}
.world{display:block;width:100%;height:auto;background:var(--sea);border-radius:6px}
.land{fill:var(--land);stroke:var(--coast);stroke-width:.6;vector-effect:non-scaling-stroke}
.errors path{fill:none;stroke:currentColor;stroke-width:1;stroke-opacity:.45;
vector-effect:non-scaling-stroke}
.errors path:hover{stroke-opacity:1;stroke-width:3}
.truths path{fill:none;stroke:currentColor;stroke-width:4;stroke-linecap:round;
vector-effect:non-scaling-stroke}
.cases{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:18px}
.cases.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,540px),1fr))}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,200px),1fr));gap:0 18px}
.case{background:var(--panel);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.case>div{padding:10px 14px 12px}
.photo{display:block;width:100%;height:220px;object-fit:contain;background:var(--sea)}
.gone{display:flex;align-items:center;justify-content:center;padding:0 24px;text-align:center;
color:var(--dim);font-size:.9rem}
.case h4{margin:0;font-size:1.1rem}
.case .file{margin:0 0 .5em;font-size:.85rem;color:var(--dim);overflow-wrap:anywhere}
.case dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px;margin:0;font-size:.88rem}
.case dt{color:var(--dim)}
.case dd{margin:0}
.case .twin{color:var(--warn);font-size:.88rem;margin:.5em 0 0}
.case .dim{font-size:.82rem}
h6{margin:.3em 0;font-size:.88rem;font-weight:600}
.references{margin:0;padding:0;list-style:none;font-size:.82rem}
.references li{display:grid;grid-template-columns:72px 1fr;gap:10px;padding:6px 0;
border-top:1px solid var(--line);min-height:50px}
.references img{width:72px;height:54px;object-fit:cover;border-radius:3px;background:var(--sea)}
.references .none{width:72px;height:54px;border-radius:3px;border:1px dashed var(--line)}
.references p{margin:0;overflow-wrap:anywhere}
details{margin-top:.8em;font-size:.88rem}
summary{cursor:pointer}
h5{margin:.8em 0 .2em;font-size:.82rem;font-weight:400;color:var(--dim)}
pre{margin:0;padding:8px 10px;max-height:260px;overflow:auto;background:var(--paper);
border:1px solid var(--line);border-radius:4px;font-size:.8rem;line-height:1.4;
white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:isolate}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);
outline-offset:2px}
footer{margin-top:3em;padding-top:1em;border-top:1px solid var(--line);font-size:.85rem;
color:var(--dim)}
@media (max-width:600px){
body{padding:16px 14px 40px;font-size:15px}
h1{font-size:1.4rem}
.plot{height:260px}
.grid .tight{display:none}
.errors path{stroke-width:.6}
.truths path{stroke-width:3}
.photo{height:200px}
}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
nav{display:none}
figure,.case,tr{break-inside:avoid}
h2,h3,h2+.dim{break-after:avoid}
.cases{grid-template-columns:1fr 1fr}
pre{max-height:none}
.scroll{overflow:visible;max-height:none}
details::details-content{content-visibility:visible;display:block}
svg,.photo,pre,.notes{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""


def _classes() -> str:
    reach = "".join(
        f".reach-{n}{{fill:var(--r{n});color:var(--r{n})}}.on-{n}{{fill:var(--o{n})}}"
        for n in range(7)
    )
    series = "".join(f".series-{n}{{color:var(--s{n})}}" for n in range(8))
    dashes = "".join(
        f".dash-{n + 1}{{stroke-dasharray:{lengths}}}"
        for n, lengths in enumerate(("7 4", "2 3", "9 3 2 3"))
    )
    return reach + series + dashes


STYLE = (
    f":root{{{_LIGHT.strip()}}}\n"
    f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK.strip()}}}}}\n"
    f"{_RULES.strip()}\n{_classes()}\n"
)
"""What stands in the page's only style element."""

_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode("utf-8")).digest()).decode("ascii")

CONTENT_POLICY = (
    f"default-src 'none'; img-src data:; style-src 'sha256-{_DIGEST}'; "
    "base-uri 'none'; form-action 'none'"
)
"""No script, no request; this style sheet and the pictures in the page itself."""
