/** The stylesheet of all pages; colours follow the browser's preference. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fafafa, #0a0a0a);
  --card: light-dark(#fff, #111);
  --line: light-dark(#e3e3e3, #2e2e2e);
  --text: light-dark(#171717, #ededed);
  --muted: light-dark(#595959, #a1a1a1);
  --strong: light-dark(#171717, #ededed);
  --on-strong: light-dark(#fff, #0a0a0a);
  --link: light-dark(#0059c8, #62b0ff);
  --good: light-dark(#116b32, #5fd38d);
  --good-ground: light-dark(#e6f6ec, #0d2b19);
  --bad: light-dark(#b3161b, #ff8f8f);
  --bad-ground: light-dark(#fdecec, #3a1214);
  --warn: light-dark(#7d4a00, #f3b554);
  --warn-ground: light-dark(#fff4df, #33240a);
  --radius: 8px;
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
}
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 12px; top: 8px; padding: 6px 12px; background: var(--card); z-index: 1; }
.top {
  display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: center;
  padding: 12px max(20px, calc((100% - 1080px) / 2));
  background: var(--card); border-bottom: 1px solid var(--line);
}
.brand { display: flex; gap: 9px; align-items: center; font-weight: 650; color: var(--text); text-decoration: none; }
.mark { width: 0; height: 0; border: 9px solid transparent; border-top-width: 0; border-bottom: 16px solid var(--strong); }
nav a { color: var(--muted); text-decoration: none; padding: 5px 0; }
nav a:hover, nav a[aria-current] { color: var(--text); }
.top nav { display: flex; gap: 20px; }
main, footer { width: min(1080px, 100% - 40px); margin-inline: auto; }
main { padding: 26px 0 40px; }
footer { border-top: 1px solid var(--line); padding: 16px 0 40px; color: var(--muted); font-size: 13px; }
h1 { font-size: 26px; line-height: 1.25; letter-spacing: -0.02em; margin: 6px 0 18px; overflow-wrap: anywhere; }
h2 { font-size: 17px; margin: 0 0 4px; letter-spacing: -0.01em; }
h3 { font-size: 15px; margin: 18px 0 8px; }
p { margin: 6px 0 12px; }
.hint { color: var(--muted); font-size: 13.5px; }
.trail ol { display: flex; gap: 6px; list-style: none; padding: 0; margin: 0; font-size: 13.5px; }
.trail li:not(:last-child)::after { content: '/'; color: var(--muted); margin-left: 6px; }
.tabs { display: flex; flex-wrap: wrap; gap: 4px 20px; border-bottom: 1px solid var(--line); margin-bottom: 20px; }
.tabs a { padding: 6px 0 9px; border-bottom: 2px solid transparent; margin-bottom: -1px; }
.tabs a[aria-current] { border-color: var(--strong); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 18px 20px; margin: 0 0 18px; }
.grid { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 290px), 1fr)); margin-bottom: 18px; }
.grid { align-items: start; }
.grid > .card { margin: 0; }
.grid.wide { grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); }
.row { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
.between { display: flex; flex-wrap: wrap; gap: 10px; justify-content: space-between; align-items: start; }
.scroll { overflow-x: auto; margin-bottom: 10px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { text-align: left; padding: 9px 12px 9px 0; border-top: 1px solid var(--line); vertical-align: middle; }
thead th { border-top: 0; font-weight: 550; color: var(--muted); font-size: 13px; }
td.number { font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: minmax(90px, max-content) 1fr; gap: 6px 18px; margin: 8px 0; font-size: 14px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
code, pre, textarea.code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 8px 0 0; padding: 12px; background: var(--ground); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
form { margin: 0; }
form.stack { display: grid; gap: 12px; max-width: 460px; }
form.line { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
label { display: grid; gap: 4px; font-size: 13.5px; font-weight: 550; }
label.check { display: flex; gap: 8px; align-items: center; font-weight: 400; }
input:not([type='checkbox'], [type='radio']), select, textarea {
  font: inherit; font-weight: 400; color: inherit; background: var(--ground);
  border: 1px solid light-dark(#8f8f8f, #6b6b6b); border-radius: 6px; padding: 7px 10px; min-width: 0; width: 100%; max-width: 100%; min-height: 37px;
}
form.line input:not([type='checkbox']), form.line select { width: auto; }
fieldset { border: 0; padding: 0; margin: 0; display: grid; gap: 8px; }
legend { padding: 0 0 4px; font-size: 13.5px; font-weight: 550; }
label.choice { display: flex; gap: 12px; padding: 12px 14px; border: 1px solid var(--line); border-radius: 6px; font-weight: 400; font-size: 14px; }
label.choice:has(:checked) { border-color: var(--strong); box-shadow: inset 0 0 0 1px var(--strong); }
label.choice strong { display: block; }
button, .button {
  font: inherit; font-size: 14px; font-weight: 550; line-height: 1.5; padding: 7px 14px; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--line); background: var(--card); color: var(--text); text-decoration: none; display: inline-block; white-space: nowrap;
}
button:hover, .button:hover { border-color: var(--muted); }
button.primary, .button.primary { background: var(--strong); border-color: var(--strong); color: var(--on-strong); }
button.danger { color: var(--bad); }
.badge { display: inline-block; padding: 1px 9px; border-radius: 99px; font-size: 12.5px; font-weight: 550; border: 1px solid var(--line); color: var(--muted); white-space: nowrap; }
.badge.good { color: var(--good); background: var(--good-ground); border-color: transparent; }
.badge.bad { color: var(--bad); background: var(--bad-ground); border-color: transparent; }
.badge.warn { color: var(--warn); background: var(--warn-ground); border-color: transparent; }
.notice { border-radius: var(--radius); padding: 11px 16px; margin: 0 0 18px; font-weight: 500; }
.notice.good { background: var(--good-ground); color: var(--good); }
.notice.bad { background: var(--bad-ground); color: var(--bad); }
.notice.warn { background: var(--warn-ground); color: var(--warn); }
.notice pre { color: var(--text); font-weight: 400; }
.notice p { margin: 0; }
details summary { cursor: pointer; color: var(--muted); font-size: 13.5px; padding: 4px 0; }
`;
