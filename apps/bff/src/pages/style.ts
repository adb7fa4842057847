/** The look of the pages made here: the console's tokens (teal accent, slate greys, 8 px grid) in one small sheet, light and dark. */
export const pageStyle = `
:root{color-scheme:light dark;--accent:#0f766e;--on-accent:#fff;--hover:#115e59;--ground:#f1f5f9;--paper:#fff;--text:#0f172a;--quiet:#475569;--line:#cbd5e1;--field:#64748b;--bad:#b91c1c;--bad-ground:#fef2f2}
@media (prefers-color-scheme:dark){:root{--accent:#2dd4bf;--on-accent:#042f2e;--hover:#5eead4;--ground:#0f172a;--paper:#1e293b;--text:#f1f5f9;--quiet:#a8b5c7;--line:#334155;--field:#94a3b8;--bad:#fca5a5;--bad-ground:#3b1d24}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--text);font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans SC","Microsoft YaHei",sans-serif}
main{width:100%;max-width:392px;background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:32px}
header{display:flex;align-items:center;gap:12px;margin-bottom:24px}
header svg{width:32px;height:32px;color:var(--accent);flex:none}
header p{margin:0;line-height:1.3}
.name{font-weight:600;font-size:16px}
.tagline,.help,footer{color:var(--quiet);font-size:13px}
h1{font-size:20px;font-weight:600;line-height:1.3;margin:0 0 16px}
p{margin:0 0 16px}
label{display:block;font-weight:600;margin:0 0 4px}
.field{margin-bottom:16px}
.help{margin:4px 0 0}
input{width:100%;height:40px;padding:0 12px;font:inherit;color:inherit;background:transparent;border:1px solid var(--field);border-radius:8px}
button,.button{display:block;width:100%;min-height:40px;padding:9px 16px;font:inherit;font-weight:600;text-align:center;text-decoration:none;color:var(--on-accent);background:var(--accent);border:1px solid var(--accent);border-radius:8px;cursor:pointer}
button:hover,.button:hover{background:var(--hover);border-color:var(--hover)}
.plain{margin-top:8px;color:var(--text);background:transparent;border-color:var(--field)}
.plain:hover{color:var(--text);background:var(--ground);border-color:var(--field)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
summary{cursor:pointer;color:var(--quiet);margin-bottom:12px}
.alert{margin:0 0 16px;padding:12px;border:1px solid var(--bad);border-radius:8px;background:var(--bad-ground);color:var(--bad)}
footer{margin-top:24px;overflow-wrap:anywhere}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
`;
