/** One of each common kind, called `The <kind>`. */
export const diagrams: Readonly<Record<string, string>> = {
  flowchart:
    '---\ntitle: The flowchart\n---\nflowchart LR\n  a[Read the frame] --> b{Whole?}\n  b -- yes --> c[Answer]\n  b -- no --> a',
  sequence:
    'sequenceDiagram\n  title The sequence\n  Browser->>Gateway: hello\n  Gateway-->>Browser: welcome\n  Note right of Gateway: counted',
  class: 'classDiagram\n  accTitle: The class\n  Session <|-- Fork\n  Session : +int seq\n  Session : +end() void',
  state: 'stateDiagram-v2\n  accTitle: The state\n  [*] --> idle\n  idle --> running: prompt\n  running --> idle: done',
  ER: 'erDiagram\n  accTitle: The ER\n  PERSON ||--o{ SESSION : starts\n  SESSION ||--|{ EVENT : holds',
  gantt:
    'gantt\n  title The gantt\n  dateFormat YYYY-MM-DD\n  section Page\n  Rail :a1, 2026-01-01, 10d\n  Pane :after a1, 5d',
  pie: 'pie title The pie\n  "read" : 40\n  "written" : 25\n  "asked" : 5',
  mindmap: '---\ntitle: The mindmap\n---\nmindmap\n  root((Homeport))\n    Page\n      Rail\n    Host',
  gitGraph: '---\ntitle: The gitGraph\n---\ngitGraph\n  commit\n  branch work\n  commit\n  checkout main\n  merge work',
}

const init = (config: object) => `%%{init: ${JSON.stringify(config)}}%%\n`
const flow = (...lines: readonly string[]) => ['flowchart TD', ...lines].join('\n  ')

/** What strangers could write, by what is so of it; `outside`: a server that nobody may ask. */
export const hostileDiagrams: Readonly<Record<string, (outside: string) => Readonly<Record<string, string>>>> = {
  'no text of a diagram runs anything or asks for anything': (outside) => ({
    'a script in a label': flow('a["<script>parent.pwned=pwned=1</script>x"] --> b'),
    'a picture with a handler': flow(`a["<img src=x onerror='pwned=1'>"] --> b["<img src=${outside}>"]`),
    'a call at a click': flow('a[x] --> b', 'click a call alert(1)', 'click b "javascript:alert(1)" _top'),
    links: flow('a[x] --> b', `click a href "${outside}" _blank`, `click b href "javascript:pwned=1" "tip" _self`),
    'a link of data': flow('a[x]', 'click a href "data:text/html,<script>alert(1)</script>"'),
    'the level of security lowered': `${init({ securityLevel: 'loose', htmlLabels: true, flowchart: { htmlLabels: true }, secure: [] })}${flow('a["<img src=x onerror=\'pwned=1\'>"]', 'click a call alert(1)')}`,
    'the same in front matter': `---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n  secure: []\n---\n${flow(`a["<iframe src=${outside}></iframe>"]`)}`,
    'style sheets that fetch': `${init({ themeCSS: `@import url(${outside}.css); rect{fill:url(${outside}.svg#x);background:url(${outside}.png)} @font-face{font-family:x;src:url(${outside}.woff)}`, fontFamily: `x;background:url(${outside})` })}${flow('a --> b')}`,
    'variables that break out': `${init({ themeVariables: { primaryColor: `red;} *{background:url(${outside})}`, fontFamily: `</style><script>pwned=1</script>` } })}${flow('a --> b')}`,
    'styles of a node': flow(
      'a[x]:::bad --> b',
      `classDef bad fill:url(${outside}),background:url(${outside}),behavior:url(${outside})`,
      `style b fill:url(${outside}#x)`,
    ),
    entities: flow(
      'a["#lt;img src=x onerror=pwned=1#gt;"] --> b["&lt;script&gt;pwned=1&lt;/script&gt;"]',
      'c["#60;svg/onload=pwned=1#62;"]',
    ),
    'an image as a shape': flow(`a@{ img: "${outside}.png", label: "x", w: 60, h: 60 } --> b@{ icon: "evil:x" }`),
    'icons from elsewhere': `${init({ icons: { packs: { evil: outside } }, architecture: { iconPacks: [outside] } })}architecture-beta\n  service a(evil:x)[A]`,
    'a prototype': `${init({ ['__proto__']: { securityLevel: 'loose' } }).replace('{}', '{"__proto__":{"pwned":1},"constructor":{"prototype":{"pwned":1}}}')}${flow('a --> b')}`,
    'a sequence with links': `sequenceDiagram\n  participant A\n  links A: {"x": "javascript:pwned=1", "y": "${outside}"}\n  A->>A: <img src=${outside} onerror=pwned=1>`,
    'a class with markup': `classDiagram\n  class A["<script>pwned=1</script>"]\n  click A href "javascript:pwned=1"\n  A : <img src=${outside}>`,
    'a gantt with calls': `gantt\n  dateFormat YYYY-MM-DD\n  section <script>pwned=1</script>\n  x :a1, 2026-01-01, 5d\n  click a1 call alert(1)\n  click a1 href "javascript:pwned=1"`,
    'markdown with HTML': flow('a["`**x** <img src=x onerror=pwned=1> [y](javascript:pwned=1)`"]'),
    'formulas with links': flow(`a["$$\\href{javascript:pwned=1}{x} \\includegraphics{${outside}}$$"]`),
    'a title of markup': `---\ntitle: <script>pwned=1</script>\n---\n${flow('a')}`,
    'hidden turns of direction': flow('a["\u202Eevil\u202C"] --> b["\u0000\uFFFF"]'),
  }),
  'no text of a diagram keeps the page from being used, however much it asks for': () => ({
    'a huge number of nodes': flow(...Array.from({ length: 1_500 }, (_, n) => `n${n}`)),
    'a huge number of edges': flow(...Array.from({ length: 1_500 }, (_, n) => `a${n % 40}-->b${n % 37}`)),
    'everything joined to everything': flow(
      `${Array.from({ length: 60 }, (_, n) => `a${n}`).join(' & ')} --> ${Array.from({ length: 60 }, (_, n) => `b${n}`).join(' & ')}`,
    ),
    'groups in groups': flow(
      ...Array.from({ length: 300 }, (_, n) => `subgraph s${n}`),
      'x',
      ...Array.from({ length: 300 }, () => 'end'),
    ),
    'a gantt of a thousand years':
      'gantt\n  dateFormat YYYY-MM-DD\n  tickInterval 1minute\n  excludes weekends, monday, tuesday, wednesday, thursday, friday\n  section x\n  y :a1, 0001-01-01, 9999d\n  z :a2, after a1, 999999d',
    'groups ten deep': flow(
      ...Array.from({ length: 10 }, (_, n) => `subgraph s${n}`),
      'x --> y',
      ...Array.from({ length: 10 }, () => 'end'),
    ),
    'as many nodes as are drawn': flow(...Array.from({ length: 490 }, (_, n) => `n${n}`)),
    'as many edges as are drawn': flow(...Array.from({ length: 290 }, (_, n) => `a${n % 17}-->b${n % 19}`)),
    'words of 190 letters': flow(`a["${`${'W'.repeat(190)} `.repeat(4)}"]`),
    'a word of 19,000 letters': flow(`a["${'W'.repeat(19_000)}"]`),
    'nothing that Mermaid knows': 'and now something else',
    nothing: '',
  }),
}
