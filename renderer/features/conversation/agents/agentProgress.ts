import type { TimelineItem, ToolItem } from '#shared/session/timeline/items.ts'
import type { ToolPhrase } from '#shared/session/tools/toolPhrase.ts'
import { duration, tokens } from '#renderer/format/numbers.ts'
import { describeTool, toolStatus } from '../describeTool.ts'
import * as words from '../laterWords.ts'

/** How far a sub-agent has come: what it does now, and the facts beside it. */
export interface AgentProgress {
  /** The call that it, or a sub-agent of its own, is at. null: it thinks, or its work is over. */
  readonly doing: ToolPhrase | null
  /** Its call waits for a person. */
  readonly needsYou: boolean
  /** `3 steps · 12 s`, `12 steps · 41 k tokens · 1 m 10 s`; empty before its first step. */
  readonly facts: string
}

/** The progress of a sub-agent's call. `now` in ms since 1970, by the workstation's clock. Linear in its steps. */
export function agentProgress(agent: ToolItem, { workspace, now }: { workspace: string; now: number }): AgentProgress {
  const isWorking = isAtWork(agent)
  const step = isWorking ? currentStep(agent.children) : null
  const took = duration(tookMs(agent, isWorking ? now : null))
  const facts = [isWorking && step === null ? words.working : '', whereOf(agent), ...usedOf(agent), took]
  return {
    doing: step === null ? null : describeTool(step, workspace),
    needsYou: step !== null && toolStatus(step) === 'asking',
    facts: facts.filter((fact) => fact !== '').join(' · '),
  }
}

function whereOf({ background }: ToolItem): string {
  return background?.state === 'running' ? words.inTheBackground : ''
}

/** Its steps and tokens. */
function usedOf({ children, result }: ToolItem): readonly string[] {
  const steps = children.filter(({ kind }) => kind === 'tool').length
  const used = result?.details?.['totalTokens']
  return [
    steps === 0 ? '' : words.steps(steps),
    typeof used === 'number' && used > 0 ? words.usedTokens(tokens(used)) : '',
  ]
}

function isAtWork(call: ToolItem): boolean {
  const status = toolStatus(call)
  return status === 'running' || status === 'asking' || status === 'background'
}

/** The innermost call at work; of several at once the one that waits for a person, else the one begun last. */
function currentStep(children: readonly TimelineItem[]): ToolItem | null {
  let step: ToolItem | null = null
  for (let next = newest(children); next !== null; next = newest(next.children)) {
    step = next
  }
  return step
}

function newest(items: readonly TimelineItem[]): ToolItem | null {
  const working = items.filter((item) => item.kind === 'tool').filter(isAtWork)
  return working.find((call) => toolStatus(call) === 'asking') ?? working.at(-1) ?? null
}

/** How long it has worked, or had worked when it ended, in ms. `now`: null once it is over. */
function tookMs({ at, result, background }: ToolItem, now: number | null): number {
  const told = result?.details?.['totalDurationMs']
  if (now === null && typeof told === 'number') {
    return told
  }
  const end = now ?? Date.parse(background?.until ?? result?.at ?? at)
  return Math.max(0, end - Date.parse(background?.since ?? at))
}
