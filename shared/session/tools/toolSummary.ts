import type { Approval } from '../session.ts'
import { textField } from './toolInput.ts'
import { isPlain, withMarks } from '#shared/text/hiddenCharacters.ts'
import { toolPhrase } from './toolPhrase.ts'

/** Words that must be told from each other on a surface that shows a line or two. */
const MAX_TEXT = 240

/** An approval for surfaces without room: the tray, a notification. */
export interface ToolSummary {
  /** What is asked, on one line, never cut: `Run npm test`. May be long where it is not answerable. */
  readonly text: string
  /**
   * answerable: `text` tells all that would happen · look: the rest is to be seen on the page before anybody allows it.
   */
  readonly verdict: 'answerable' | 'look'
  /** Why it deserves a second look, every reason; null when nothing stands out. */
  readonly danger: string | null
}

/**
 * The fields of a tool's input that `toolPhrase` shows whole, and those that change nothing about what happens. An
 * address is not among them: letters that look like others want the page, which tells the host.
 */
const shown: Readonly<Record<string, { readonly field: string; readonly harmless: readonly string[] }>> = {
  Bash: { field: 'command', harmless: ['description', 'timeout'] },
  Read: { field: 'file_path', harmless: ['offset', 'limit'] },
  Grep: {
    field: 'pattern',
    harmless: ['output_mode', 'head_limit', '-n', '-i', '-A', '-B', '-C', 'multiline', 'type'],
  },
  Glob: { field: 'pattern', harmless: [] },
  WebSearch: { field: 'query', harmless: [] },
}

/**
 * What may be answered at a glance: a harmless-looking tool of which one line tells everything. Edits, plans, questions
 * and long commands want to be looked at: nobody allows from a menu what the menu does not show.
 */
export function toolSummaryOf(approval: Approval, workspace: string): ToolSummary {
  const { verb, object } = toolPhrase(
    { name: approval.tool_name, input: approval.input },
    { workspace, tense: 'wanted' },
  )
  const text = readable(`${verb} ${object}`)
  const danger = dangerText(approval)
  const isWhole = isJudgedPlain(approval) && isShownWhole(approval) && text.length <= MAX_TEXT
  return { text, verdict: isWhole ? 'answerable' : 'look', danger }
}

/** All its dangers as one text for a surface without room, each sentence once; null without any. */
function dangerText({ dangers = [] }: Approval): string | null {
  return dangers.length === 0 ? null : [...new Set(dangers.map(({ text }) => text))].join(' ')
}

/** A tool that the host found nothing about, and of which no hook or rule had anything to say. */
function isJudgedPlain({ kind, dangers, decision_reason }: Approval): boolean {
  return kind === 'tool' && dangers?.length === 0 && decision_reason === undefined
}

function isShownWhole({ tool_name, input }: Approval): boolean {
  const known = Object.hasOwn(shown, tool_name) ? shown[tool_name] : undefined
  if (known === undefined) {
    return false
  }
  const value = textField(input, known.field).trim()
  const others = Object.keys(input).filter((field) => field !== known.field && !known.harmless.includes(field))
  return value !== '' && others.length === 0 && isPlain(value) && value === readable(value)
}

/** One line without line breaks; what it hides is written as marks, `‹RLO›`. */
export function readable(text: string): string {
  return withMarks(text.replaceAll(/[\n\r\t ]+/g, ' ')).trim()
}
