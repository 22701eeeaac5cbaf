import type { McpServer, SessionSetup } from '#shared/session/setup.ts'
import * as words from './words.ts'

/** A variable as it is written. */
export interface VariableDraft {
  readonly name: string
  /** null: it stays as it is in the vault. */
  readonly value: string | null
}

/** What a session is made with, as a form holds it. Lists are texts with one entry a line. */
export interface SetupDraft {
  readonly system_prompt: string
  readonly allowed: string
  readonly denied: string
  readonly folders: string
  readonly servers: Readonly<Record<string, McpServer>>
  readonly variables: readonly VariableDraft[]
}

export const EMPTY_SETUP: SetupDraft = {
  system_prompt: '',
  allowed: '',
  denied: '',
  folders: '',
  servers: {},
  variables: [],
}

/** `names`: of variables whose values are kept; `isNew`: they have none yet. */
export function draftOf(setup: SessionSetup, names: readonly string[], isNew = false): SetupDraft {
  return {
    system_prompt: setup.system_prompt ?? '',
    allowed: (setup.allowed_tools ?? []).join('\n'),
    denied: (setup.denied_tools ?? []).join('\n'),
    folders: (setup.additional_folders ?? []).join('\n'),
    servers: setup.mcp_servers ?? {},
    variables: names.map((name) => ({ name, value: isNew ? '' : null })),
  }
}

/** What the workstation is told; empty parts are left out. */
export function setupOf(draft: SetupDraft): SessionSetup {
  const [allowed, denied, folders] = [draft.allowed, draft.denied, draft.folders].map(linesOf)
  return {
    ...(draft.system_prompt.trim() === '' ? {} : { system_prompt: draft.system_prompt.trim() }),
    ...listed('allowed_tools', allowed),
    ...listed('denied_tools', denied),
    ...listed('additional_folders', folders),
    ...(Object.keys(draft.servers).length === 0 ? {} : { mcp_servers: { ...draft.servers } }),
  }
}

/** Values that are given, for a new session. */
export function valuesOf({ variables }: SetupDraft): Record<string, string> {
  return Object.fromEntries(
    variables.flatMap(({ name, value }) => (name === '' || value === null || value === '' ? [] : [[name, value]])),
  )
}

/** What becomes of the variables of a session that has those `before`: null removes one. */
export function variableChanges(draft: SetupDraft, before: readonly string[]): Record<string, string | null> {
  const left = new Set(draft.variables.map(({ name }) => name))
  const removed = before.filter((name) => !left.has(name)).map((name) => [name, null] as const)
  return { ...Object.fromEntries(removed), ...valuesOf(draft) }
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** How much of it is there, in words: “2 variables, 1 MCP server”; empty: nothing. */
export function setupWords(draft: SetupDraft): string {
  const counted = [
    said(draft.variables.length, words.variables),
    said(Object.keys(draft.servers).length, words.servers),
    said(linesOf(draft.allowed).length + linesOf(draft.denied).length, words.toolRules),
    said(linesOf(draft.folders).length, words.folders),
    draft.system_prompt.trim() === '' ? '' : words.aSystemPrompt,
  ]
  return counted.filter((one) => one !== '').join(', ')
}

function said(count: number, inWords: (count: number) => string): string {
  return count === 0 ? '' : inWords(count)
}

function listed<K extends string>(key: K, list: readonly string[] = []): Partial<Record<K, string[]>> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one key, of the type it was given with
  return list.length === 0 ? {} : ({ [key]: [...list] } as Record<K, string[]>)
}
