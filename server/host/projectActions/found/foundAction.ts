import { createHash } from 'node:crypto'
import type { ActionSource } from '#shared/operations/projectAction.ts'

/** An action as a file of the folder, or its person, has it. */
export interface FoundAction {
  readonly action_id: string
  readonly source: ActionSource
  readonly name: string
  readonly command: string
  readonly file: string | null
  readonly fingerprint: string
}

/** What a parser finds in a file: a name, and the words of the program that runs it. */
export interface NamedWords {
  readonly name: string
  readonly words: readonly string[]
}

/** Of one file; whoever has more finds them in a terminal. */
export const MOST_IN_FILE = 100

/** A name that is a word by itself: never an option, a path or a pattern. */
export function isPlainName(name: string): boolean {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_:.@+-]{0,79}$/u.test(name)
}

/** One of a file. `text`: what the file says, as it is shown. */
export function actionOf(
  source: ActionSource,
  { file, text }: { readonly file: string; readonly text: string },
  { name, words }: NamedWords,
): FoundAction {
  return {
    action_id: `${source}-${sha256(name).slice(0, 24)}`,
    source,
    name,
    command: words.join(' '),
    file,
    fingerprint: sha256(JSON.stringify([source, file, name, words, text])),
  }
}

/** One of a person. */
export function ownAction({
  action_id,
  name,
  command,
}: Pick<FoundAction, 'action_id' | 'name' | 'command'>): FoundAction {
  return { action_id, source: 'own', name, command, file: null, fingerprint: sha256(JSON.stringify([name, command])) }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
