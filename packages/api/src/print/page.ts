// Pages to be printed: no script, nothing from elsewhere, large enough for old eyes.
import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Language } from '../faces/boot.ts';
import { escapeHtml } from '../html.ts';

const STYLE = `
@page{margin:18mm}
body{font:16pt/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;margin:0;color:#000;background:#fff}
main{max-width:170mm;margin:0 auto;text-align:center;break-after:page;padding:6mm 0}
main:last-child{break-after:auto}
h1{font-size:28pt;margin:0 0 6mm}
p{margin:2mm 0}
.big{font:700 26pt/1.4 ui-monospace,Consolas,monospace;letter-spacing:.06em}
.small{font-size:12pt}
svg{width:90mm;height:90mm}
dl{text-align:left;display:inline-grid;grid-template-columns:auto auto;gap:2mm 6mm;margin:4mm 0}
dt{font-weight:700}dd{margin:0}
.letter{text-align:left;margin-top:8mm}
h2{font-size:16pt;margin:5mm 0 0}
.indent{text-indent:2em;white-space:pre-wrap}
.sign{text-align:right;margin-top:10mm}
table{border-collapse:collapse;width:100%;font-size:12pt;margin:4mm 0}
th,td{border:.2mm solid #666;padding:1.5mm 2mm;text-align:left;vertical-align:top}
tr{break-inside:avoid}
.whole{white-space:nowrap}
.tight{font-size:13pt;line-height:1.35;gap:1mm 6mm;margin:2mm 0}
.fill td{height:9mm}
.fill td:last-child{width:55%}
.fill~svg{width:30mm;height:30mm}
.formula{font-size:10pt;color:#333}
.evidence{font-size:9.5pt;line-height:1.4}
.evidence td,.evidence th{padding:.8mm 1.5mm}
.line{display:block}
.code{font-family:ui-monospace,Consolas,monospace;font-size:8.5pt;overflow-wrap:anywhere}
@media screen and (max-width:40rem){
body{font-size:13pt}main{padding:6mm 4mm}.big{font-size:min(26pt,6.4vw);white-space:nowrap}
h1{font-size:20pt}svg{width:min(90mm,100%);height:auto}.fill td:first-child{white-space:nowrap}.fill td:last-child{width:40%}
}
`;

/** Its own policy: the page's one style and nothing else. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** Answers with sheets of paper, each the inside of a `main`. They may hold a code, so nobody keeps them. */
export function sendSheets(res: Response, title: string, sheets: readonly string[], language: Language = 'zh'): void {
  res
    .set('content-security-policy', policy)
    .set('cache-control', 'no-store')
    .type('html')
    .send(
      `<!doctype html>
<html lang="${language === 'en' ? 'en' : 'zh-CN'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>
${sheets.map((sheet) => `<main>\n${sheet}\n</main>`).join('\n')}
</body>
</html>
`,
    );
}
