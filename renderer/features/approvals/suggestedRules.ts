import type { Approval } from '#shared/session/session.ts'
import { permissionModes } from '#renderer/format/statusLabel.ts'
import { isRecord, recordList, textField } from '#shared/session/tools/toolInput.ts'
import { PermissionMode } from '#shared/session/status.ts'
import * as words from './laterWords.ts'

/** One of Claude's suggestions as the rule that it adds. `index`: its index in the approval's list. */
export interface SuggestedRule {
  readonly index: number
  readonly rule: string
  /** How long and where it applies. */
  readonly scope: string
}

/** Homeport stores permanent rules itself, per person: no settings file of Claude Code is changed. */
const scopes: Readonly<Record<string, string>> = {
  session: words.forThisSession,
  localSettings: words.alwaysInThisFolderFor,
  projectSettings: words.alwaysInThisFolderFor,
  userSettings: words.alwaysInAllFoldersFor,
}

/** The rules that "Always" can add. A suggestion that this page cannot describe is left out: nobody could judge it. */
export function suggestedRules(suggestions: Approval['suggestions']): readonly SuggestedRule[] {
  return suggestions.flatMap((suggestion, index) => {
    const rule = ruleOf(suggestion)
    const destination = textField(suggestion, 'destination')
    const scope = Object.hasOwn(scopes, destination) ? scopes[destination] : undefined
    return rule === null || scope === undefined ? [] : [{ index, rule, scope }]
  })
}

function ruleOf(suggestion: Readonly<Record<string, unknown>>): string | null {
  switch (suggestion['type']) {
    case 'addRules': {
      const rules = recordList(suggestion['rules']).map(ruleText).join(', ')
      return rules === '' || suggestion['behavior'] !== 'allow' ? null : words.allowRules(rules)
    }
    case 'addDirectories': {
      const folders = Array.isArray(suggestion['directories']) ? suggestion['directories'].join(', ') : ''
      return folders === '' ? null : words.allowWorkInFolders(folders)
    }
    case 'setMode': {
      const mode = PermissionMode.safeParse(suggestion['mode'])
      return mode.success ? words.switchToName(permissionModes[mode.data].name) : null
    }
    default:
      return null
  }
}

function ruleText(rule: unknown): string {
  if (!isRecord(rule)) {
    return ''
  }
  const content = textField(rule, 'ruleContent')
  // A rule without a pattern allows everything, and must not read like a narrow one.
  return content === ''
    ? words.everythingOfTextField(textField(rule, 'toolName'))
    : `${textField(rule, 'toolName')}(${content})`
}
