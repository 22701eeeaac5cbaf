import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { RemoteTest } from '#shared/operations/remoteTest.ts'
import type { QueryState } from '#renderer/state/query.ts'
import type { WhoMayEnter } from './who/whoMayEnter.ts'
import { count } from '#renderer/format/numbers.ts'
import { certificateNames } from './certificateText.ts'
import type { RemoteDraft } from './remoteDraft.ts'

export const stepNames = ['who', 'certificate', 'address', 'test'] as const
export type SetupStepName = (typeof stepNames)[number]

/** The status of a step. */
export interface SetupStep {
  readonly name: SetupStepName
  readonly number: number
  readonly title: string
  /** The status in one line. */
  readonly summary: string
  readonly isDone: boolean
  /** The text of the button that continues. */
  readonly next: string
}

export interface SetupFacts {
  readonly who: QueryState<WhoMayEnter>
  /** The draft of the forms. */
  readonly draft: Pick<RemoteDraft, 'certificate'>
  readonly status: RemoteStatus
  /** The last test of this page. */
  readonly tested: RemoteTest | null
}

/** The status of the four steps, in order, derived from the workstation alone. */
export function setupSteps(facts: SetupFacts): Readonly<Record<SetupStepName, SetupStep>> {
  return {
    who: { name: 'who', number: 1, title: 'Who may enter', ...onward(who(facts.who)) },
    certificate: { name: 'certificate', number: 2, title: 'Certificate', ...certificate(facts), next: 'Next step' },
    address: { name: 'address', number: 3, title: 'Address', ...onward(address(facts.status)) },
    test: { name: 'test', number: 4, title: 'Test from outside in', ...onward(test(facts)) },
  }
}

/** The first step that is not done; null when all are. */
export function firstPendingStep(guide: ReturnType<typeof setupSteps>): SetupStepName | null {
  return stepNames.find((name) => !guide[name].isDone) ?? null
}

type How = Pick<SetupStep, 'summary' | 'isDone'>

function onward(how: How): How & Pick<SetupStep, 'next'> {
  return { ...how, next: how.isDone ? 'Next step' : 'Skip for now' }
}

function who(state: QueryState<WhoMayEnter>): How {
  if (state.kind !== 'ready') {
    return { isDone: false, summary: state.kind === 'loading' ? 'Asking the workstation…' : 'It could not be asked.' }
  }
  const { github, accounts } = state.value
  if (github.client_id === null) {
    return { isDone: false, summary: 'Sign-in with GitHub is not set up: only your own devices enter, by pairing.' }
  }
  if (accounts.length === 0) {
    return { isDone: false, summary: 'Nobody is let in yet.' }
  }
  const names = accounts.slice(0, 3).map(({ login, github_id }) => login ?? String(github_id))
  const more = accounts.length > names.length ? ` and ${accounts.length - names.length} more` : ''
  return { isDone: true, summary: `${count(accounts.length, 'account')}: ${names.join(', ')}${more}` }
}

function certificate({ status: { certificate: now, order }, draft }: SetupFacts): How {
  if (now !== null) {
    return { isDone: true, summary: `${certificateNames[now.kind]}, until ${now.expires_at.slice(0, 10)}` }
  }
  if (order !== null) {
    return { isDone: false, summary: order.text }
  }
  return { isDone: false, summary: `Chosen: ${certificateNames[draft.certificate]}` }
}

function address({ enabled, remote_url: url, problem }: RemoteStatus): How {
  if (url !== null) {
    return { isDone: true, summary: url }
  }
  return { isDone: false, summary: enabled ? (problem ?? 'It is being opened…') : 'Remote access is off.' }
}

function test({ status, tested }: SetupFacts): How {
  if (status.remote_url === null) {
    return { isDone: false, summary: 'When it is on.' }
  }
  if (status.visitor !== null) {
    return { isDone: true, summary: `A device reached it, from ${status.visitor.address}.` }
  }
  return { isDone: tested?.ok === true, summary: tested?.verdict ?? 'Not tested yet.' }
}
