import type { Approval, Danger } from '#shared/session/session.ts'
import { textField } from '#shared/session/tools/toolInput.ts'
import { type HiddenKind, hiddenKinds } from '#shared/text/hiddenCharacters.ts'
import { oddHosts } from './hosts.ts'
import * as words from './laterWords.ts'

type Judged = Pick<Approval, 'input' | 'dangers'>

const notJudged: Danger = {
  code: 'not_judged',
  text: words.nobodyHasLookedThroughThis,
}

/** All dangers of a request: those that the host reported, and those of how its text would be read on a page. */
export function dangersOf(asked: Judged): readonly Danger[] {
  const told = asked.dangers ?? [notJudged]
  const read = [...hiddenDangers(asked.input), ...hostDangers(asked.input), ...sandboxDangers(asked.input)]
  // When the host reported hidden text, it also reported where.
  const isTold = (code: string) =>
    told.some((danger) => danger.code === code || (danger.code === 'hidden_text' && code.startsWith('hidden_')))
  return [...told, ...read.filter(({ code }) => !isTold(code))]
}

const hiddenTexts: Readonly<Record<HiddenKind, string>> = {
  reorders: words.holdsCharactersThatTurnThe,
  invisible: words.holdsCharactersThatCannotBe,
  control: words.holdsControlCharactersTheyAre,
  odd_space: words.holdsSpacesThatAreNone,
}

/** Fields of prose and file content, where a no-break space is good typography. */
const prose = new Set(['content', 'old_string', 'new_string', 'new_source', 'prompt', 'plan', 'description', 'edits'])

function hiddenDangers(input: Approval['input']): readonly Danger[] {
  const kinds = new Set<HiddenKind>()
  for (const [name, value] of Object.entries(input)) {
    // JSON would escape control characters, so the original texts are checked.
    for (const text of [name, ...textsIn(value)]) {
      for (const kind of hiddenKinds(text)) {
        if (kind !== 'odd_space' || !prose.has(name)) {
          kinds.add(kind)
        }
      }
    }
  }
  return [...kinds].map((kind) => ({ code: `hidden_${kind}`, text: hiddenTexts[kind] }))
}

/** All strings in a value, keys included. Not recursive: the input may be deeply nested. */
function textsIn(value: unknown): readonly string[] {
  const texts: string[] = []
  const left = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next === 'string') {
      texts.push(next)
    } else if (typeof next === 'object' && next !== null) {
      for (const [key, inside] of Object.entries(next)) {
        texts.push(key)
        left.push(inside)
      }
    }
  }
  return texts
}

function hostDangers(input: Approval['input']): readonly Danger[] {
  const found = textsIn([textField(input, 'url'), textField(input, 'command')]).flatMap(oddHosts)
  return found.map(({ ascii, why }) => ({ code: 'odd_host', text: words.andLeadsTo(why, ascii) }))
}

function sandboxDangers(input: Approval['input']): readonly Danger[] {
  const isOff = input['dangerouslyDisableSandbox'] === true
  return isOff
    ? [{ code: 'without_sandbox', text: words.runsOutsideTheSandbox, field: 'dangerouslyDisableSandbox' }]
    : []
}
