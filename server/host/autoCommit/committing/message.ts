import { hasSecret } from '../looking/secrets.ts'
import type { GroupedFile } from '../looking/changedFiles.ts'
import type { CommitGroup } from './groups.ts'

export interface MessageFacts {
  /** What the turn was asked for; empty: nobody asked for anything. */
  readonly prompt: string
  readonly added: number
  readonly removed: number
  readonly session_id: string
}

/** By these lines a commit is known as one of Homeport’s own. */
export const TRAILER = 'Homeport-Session'

const MOST_SUBJECT = 72
const MOST_LISTED = 20
const MOST_PROMPT = 400

/** As Conventional Commits has it (conventionalcommits.org), with what changed and what was asked for below. */
export function autoMessage(group: CommitGroup, facts: MessageFacts): string {
  const { files } = group
  // What a person wrote to Claude may hold a key, and a message is pushed with the rest.
  const prompt = hasSecret(facts.prompt) ? '' : oneLine(facts.prompt)
  const scope = group.scope === '' ? '' : `(${group.scope})`
  const subject = `${typeOf(group, prompt)}${scope}: ${whatOf(files, prompt)}`
  const lines = files.slice(0, MOST_LISTED).map(({ path, change }) => `- ${VERBS[change]} ${oneLine(path)}`)
  const more = files.length > MOST_LISTED ? [`- and ${files.length - MOST_LISTED} more`] : []
  const asked = prompt === '' ? [] : ['', `Asked for: ${prompt.slice(0, MOST_PROMPT)}`]
  const count = `${counted(files.length, 'file')}, ${counted(facts.added, 'line')} added, ${facts.removed} removed.`
  return [
    subject.slice(0, MOST_SUBJECT).trimEnd(),
    '',
    count,
    ...lines,
    ...more,
    ...asked,
    '',
    `${TRAILER}: ${facts.session_id}`,
    '',
  ].join('\n')
}

const COUNTED = /^\d{1,10} files?, \d{1,10} lines? added, \d{1,10} removed\.$/

/** The session of a message that is as `autoMessage` writes them. Empty: it is none, or somebody has written it anew. */
export function sessionOf(message: string): string {
  const lines = message.trimEnd().split('\n')
  const [, empty, count = ''] = lines
  const last = lines.at(-1) ?? ''
  const isOurs = empty === '' && COUNTED.test(count) && last.startsWith(`${TRAILER}: `)
  return isOurs ? last.slice(TRAILER.length + 2) : ''
}

const VERBS = { added: 'add', modified: 'change', deleted: 'remove' } as const

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function typeOf({ kind, files }: CommitGroup, prompt: string): string {
  if (kind !== 'code') {
    return kind
  }
  const words = prompt.toLowerCase().slice(0, 500)
  if (/\b(?:fix|bug|broken|crash|wrong|repair|fail)/.test(words)) {
    return 'fix'
  }
  if (/\b(?:refactor|rename|clean|simplif|move)/.test(words)) {
    return 'refactor'
  }
  const isNew = files.some(({ change }) => change === 'added') || /\b(?:add|new|implement|create|support)/.test(words)
  return isNew ? 'feat' : 'chore'
}

function whatOf(files: readonly GroupedFile[], prompt: string): string {
  const end = prompt.search(/[.!?]/)
  const asked = (end === -1 ? prompt : prompt.slice(0, end)).trim()
  if (asked !== '' && asked.length <= 60) {
    return asked.charAt(0).toLowerCase() + asked.slice(1)
  }
  const names = files.map(({ path }) => oneLine(path.slice(path.lastIndexOf('/') + 1)))
  return names.length <= 2 ? `update ${names.join(' and ')}` : `update ${names[0]} and ${names.length - 1} more files`
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
}
