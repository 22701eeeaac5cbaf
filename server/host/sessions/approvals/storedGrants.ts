import * as z from 'zod'
import type { Approval } from '#shared/session/session.ts'
import type { NewGrant } from '../ports/folderTrust.ts'

type Suggestion = Approval['suggestions'][number]

const Rules = z.looseObject({
  type: z.literal('addRules'),
  behavior: z.literal('allow'),
  rules: z.array(z.looseObject({ toolName: z.string(), ruleContent: z.string().optional() })),
})
const Folders = z.looseObject({ type: z.literal('addDirectories'), directories: z.array(z.string()) })

/**
 * "Always", kept by Homeport for the person who said it. Claude Code would write it into files: of the project, which
 * then brings something else than was trusted, or of the machine's owner, whose they are not to change. Kept rules
 * and folders are handed over before each tool, so Claude Code does not learn them besides: what it knows for its session cannot
 * be taken back. All else it learns for this session.
 */
export function splitLastingGrants(chosen: readonly Suggestion[]): { suggestions: Suggestion[]; grants: NewGrant[] } {
  const lasting = chosen.filter(({ destination }) => typeof destination === 'string' && LASTING.has(destination))
  return {
    suggestions: chosen.flatMap((one) => {
      if (!lasting.includes(one)) {
        return [one]
      }
      return grantsOf(one).length > 0 ? [] : [{ ...one, destination: 'session' }]
    }),
    grants: lasting.flatMap(grantsOf),
  }
}

/** The rules that Claude Code named with a request: with all of them in force it would not have asked. None: it named none. */
export function namedRules({ suggestions }: Pick<Approval, 'suggestions'>): string[] {
  return (
    suggestions.map((one) => Rules.safeParse(one).data?.rules.map(ruleText) ?? []).find((rules) => rules.length > 0) ??
    []
  )
}

const LASTING = new Set(['localSettings', 'projectSettings', 'userSettings'])

function grantsOf(suggestion: Suggestion): NewGrant[] {
  const isEverywhere = suggestion['destination'] === 'userSettings'
  const rules = Rules.safeParse(suggestion).data?.rules.map(ruleText) ?? []
  const folders = Folders.safeParse(suggestion).data?.directories ?? []
  return [
    ...rules.map((grant) => ({ kind: 'rule', grant, isEverywhere }) as const),
    ...folders.map((grant) => ({ kind: 'folder', grant, isEverywhere }) as const),
  ]
}

/** As Claude Code writes a rule in its settings. */
function ruleText({ toolName, ruleContent }: { toolName: string; ruleContent?: string | undefined }): string {
  if (ruleContent === undefined || ruleContent === '') {
    return toolName
  }
  const escaped = ruleContent
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('(', String.raw`\(`)
    .replaceAll(')', String.raw`\)`)
  return `${toolName}(${escaped})`
}
