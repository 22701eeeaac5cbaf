import type { Brought, FolderTrust } from '#shared/session/trust.ts'
import * as words from './words.ts'

/** The kinds of entries that a folder may bring, with what each does, in display order. */
export const folderEntryGroups: readonly { readonly kind: Brought['kind']; readonly title: string }[] = [
  { kind: 'hook', title: words.runsByItselfHooks },
  { kind: 'mcp_server', title: words.startsProgramsOrConnectsTo },
  { kind: 'helper', title: words.runsHelpers },
  { kind: 'permission_rule', title: words.allowsOrForbidsWithoutAsking },
  { kind: 'environment', title: words.setsVariables },
  { kind: 'other', title: words.also },
]

/** The state of a folder's trust as a short label and as a sentence. */
export function trustText(state: FolderTrust['state']): { readonly short: string; readonly sentence: string } {
  return texts[state]
}

const texts = {
  nothing_to_trust: {
    short: words.folder,
    sentence: words.thisFolderBringsNothingFor,
  },
  trusted: {
    short: words.folderTrusted,
    sentence: words.whatThisFolderBringsFor,
  },
  untrusted: {
    short: words.folderNotTrusted,
    sentence: words.whatThisFolderBringsForClaude,
  },
  changed: {
    short: words.folderChanged,
    sentence: words.whatThisFolderBringsForClaudeCode,
  },
} as const
