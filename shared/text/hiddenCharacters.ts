/** A piece of a text, as it may be drawn without misleading anybody. */
export type TextRun =
  | { readonly kind: 'plain'; readonly text: string }
  /** One character that draws nothing, or turns the order of others, as often as it is in a row. */
  | { readonly kind: 'hidden'; readonly text: string; readonly mark: string; readonly why: HiddenKind }
  /** Letters that read from right to left. Among code each run is isolated, so that it moves nothing beside it. */
  | { readonly kind: 'rtl'; readonly text: string }
  /** So many blanks in a row that they would push what follows out of view. */
  | { readonly kind: 'blanks'; readonly text: string; readonly mark: string }
  /** What follows thousands of runs: to be drawn by `withMarks`, in one piece. */
  | { readonly kind: 'rest'; readonly text: string }

/** What a hidden character does to who reads it. */
export type HiddenKind = 'reorders' | 'invisible' | 'control' | 'odd_space'

/** A text of nothing but marks stays drawable: what comes after so many is one run. */
const MAX_RUNS = 4000

/**
 * Each alternative is one class and its repetition: linear, whatever it is given. Blanks: more in a row than anybody
 * indents by. Accents: beyond four on one letter they hide its neighbours.
 */
const special =
  // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
  /(?<hidden>([\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u0000-\u0008\u000b-\u001f\u007f-\u009f])\2*)|(?<rtl>(?:(?![\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800\u0000-\u0008\u000b-\u001f\u007f-\u009f])[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}])+)|(?<blanks>[ \t]{40,})|(?<accents>(?<=\p{M}{4})\p{M}+)/gu
/** Whether a text can be drawn as it is, among code too. */
export function isPlain(text: string): boolean {
  return text.search(special) === -1
}

/** Splits a text; the runs joined are the text. Linear in its length, and never more than some thousand runs. */
export function markedRuns(text: string): readonly TextRun[] {
  const runs: TextRun[] = []
  let done = 0
  for (const match of text.matchAll(special)) {
    if (runs.length >= MAX_RUNS) {
      return [...runs, { kind: 'rest', text: text.slice(done) }]
    }
    const run = runOf(match, text)
    if (run === null) {
      continue
    }
    if (match.index > done) {
      runs.push({ kind: 'plain', text: text.slice(done, match.index) })
    }
    runs.push(run)
    done = match.index + match[0].length
  }
  return done === text.length ? runs : [...runs, { kind: 'plain', text: text.slice(done) }]
}

/** The text for surfaces that draw no elements: titles, menus, notifications. Hidden characters are written `‹RLO›`. */
export function withMarks(text: string): string {
  return text.replaceAll(special, (found: string, ...rest: unknown[]) => {
    // The last three arguments of a replacer with named groups: where, in what, and the groups.
    const [index, , groups] = rest.slice(-3)
    const run = runOf({ 0: found, index: Number(index), groups: asGroups(groups) }, text)
    return run?.kind === 'hidden' || run?.kind === 'blanks' ? `‹${run.mark}›` : found
  })
}

/** Which kinds of hidden characters a text holds. A line that ends with CR LF holds none for that. */
export function hiddenKinds(text: string): ReadonlySet<HiddenKind> {
  const kinds = new Set<HiddenKind>()
  for (const match of text.matchAll(special)) {
    const run = runOf(match, text)
    const isLineEnd = match[0] === '\r' && /^(?:\n|$)/.test(text.slice(match.index + 1, match.index + 2))
    if (run?.kind === 'hidden' && !isLineEnd) {
      kinds.add(run.why)
    }
  }
  return kinds
}

interface Match {
  readonly 0: string
  readonly index: number
  readonly groups?: Readonly<Record<string, string | undefined>> | undefined
}

function asGroups(value: unknown): NonNullable<Match['groups']> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the last argument of a replacer with named groups
  return value as NonNullable<Match['groups']>
}

/** null: it is drawn as it is after all, as the joiner of an emoji. */
function runOf({ 0: text, index, groups }: Match, whole: string): TextRun | null {
  if (groups?.['rtl'] !== undefined) {
    return { kind: 'rtl', text }
  }
  if (groups?.['blanks'] !== undefined) {
    return { kind: 'blanks', text, mark: blanksMark(text) }
  }
  if (groups?.['accents'] !== undefined) {
    return { kind: 'hidden', text, mark: `${Array.from(text).length} accents`, why: 'invisible' }
  }
  const [character = ''] = text
  const times = text.length / character.length
  if (times === 1 && joins(character, whole, index)) {
    return null
  }
  const mark = nameOf(character)
  return { kind: 'hidden', text, mark: times === 1 ? mark : `${mark} ×${times}`, why: kindOf(character) }
}

function blanksMark(text: string): string {
  const words = text.includes('\t') ? (text.includes(' ') ? 'blanks' : 'tabs') : 'spaces'
  return `${text.length} ${words}`
}

// One property each: Chromium 150 does not find a pictograph by a class of several.
const pictograph = /\p{Extended_Pictographic}/u
const skinTone = /\p{Emoji_Modifier}/u
const joiningLetter = /^[\u0600-\u08ff\u0900-\u0dff]$/

/** Joiners and variants where people write them: inside emoji, between letters that change their shape. */
function joins(character: string, text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 2), index)
  const after = text.slice(index + character.length, index + character.length + 2)
  switch (character) {
    case '\ufe0f':
      return pictograph.test(lastOf(before))
    case '\u200d':
      return (
        (endsEmoji(lastOf(before)) && pictograph.test(firstOf(after))) ||
        (joiningLetter.test(before.slice(-1)) && joiningLetter.test(after.slice(0, 1)))
      )
    case '\u200c':
      return joiningLetter.test(before.slice(-1)) && joiningLetter.test(after.slice(0, 1))
    default:
      return false
  }
}

function endsEmoji(character: string): boolean {
  return character === '\ufe0f' || pictograph.test(character) || skinTone.test(character)
}

function lastOf(text: string): string {
  return Array.from(text).at(-1) ?? ''
}

function firstOf(text: string): string {
  return Array.from(text)[0] ?? ''
}

const controls = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC ' +
  'FS GS RS US'
).split(' ')

/** Names as Unicode abbreviates them. All others are told by their number. */
const names: Readonly<Record<string, string>> = {
  '\u007f': 'DEL',
  '\u00a0': 'NBSP',
  '\u00ad': 'SHY',
  '\u061c': 'ALM',
  '\u200b': 'ZWSP',
  '\u200c': 'ZWNJ',
  '\u200d': 'ZWJ',
  '\u200e': 'LRM',
  '\u200f': 'RLM',
  '\u2028': 'LSEP',
  '\u2029': 'PSEP',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2060': 'WJ',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
  '\ufeff': 'BOM',
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return controls[code] ?? names[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

function kindOf(character: string): HiddenKind {
  if (/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(character)) {
    return 'reorders'
  }
  if (/[\p{Zs}\u2800]/u.test(character)) {
    return 'odd_space'
  }
  return /\p{Cc}/u.test(character) ? 'control' : 'invisible'
}
