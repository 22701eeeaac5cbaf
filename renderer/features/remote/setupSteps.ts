import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { RemoteTest } from '#shared/operations/remoteTest.ts'
import type { QueryState } from '#renderer/state/query.ts'
import type { WhoMayEnter } from './who/whoMayEnter.ts'
import { certificateNames } from './certificateText.ts'
import type { RemoteDraft } from './remoteDraft.ts'
import * as words from './words.ts'

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
    who: { name: 'who', number: 1, title: words.whoMayEnter, ...onward(who(facts.who)) },
    certificate: {
      name: 'certificate',
      number: 2,
      title: words.certificate,
      ...certificate(facts),
      next: words.nextStep,
    },
    address: { name: 'address', number: 3, title: words.address, ...onward(address(facts.status)) },
    test: { name: 'test', number: 4, title: words.testFromOutsideIn, ...onward(test(facts)) },
  }
}

/** The first step that is not done; null when all are. */
export function firstPendingStep(guide: ReturnType<typeof setupSteps>): SetupStepName | null {
  return stepNames.find((name) => !guide[name].isDone) ?? null
}

type How = Pick<SetupStep, 'summary' | 'isDone'>

function onward(how: How): How & Pick<SetupStep, 'next'> {
  return { ...how, next: how.isDone ? words.nextStep : words.skipForNow }
}

function who(state: QueryState<WhoMayEnter>): How {
  if (state.kind !== 'ready') {
    return { isDone: false, summary: state.kind === 'loading' ? words.askingTheWorkstation : words.itCouldNotBeAsked }
  }
  const { github, accounts } = state.value
  if (github.client_id === null) {
    return { isDone: false, summary: words.signInWithGitHubIs }
  }
  if (accounts.length === 0) {
    return { isDone: false, summary: words.nobodyIsLetInYet }
  }
  const names = accounts.slice(0, 3).map(({ login, github_id }) => login ?? String(github_id))
  const more = accounts.length - names.length
  return { isDone: true, summary: words.accountsAre(accounts.length, names.join(', '), more) }
}

function certificate({ status: { certificate: now, order }, draft }: SetupFacts): How {
  if (now !== null) {
    return {
      isDone: true,
      summary: words.certificateUntil(certificateNames[now.kind], now.expires_at.slice(0, 10)),
    }
  }
  if (order !== null) {
    return { isDone: false, summary: order.text }
  }
  return { isDone: false, summary: words.chosenCertificate(certificateNames[draft.certificate]) }
}

function address({ enabled, remote_url: url, problem }: RemoteStatus): How {
  if (url !== null) {
    return { isDone: true, summary: url }
  }
  return { isDone: false, summary: enabled ? (problem ?? words.itIsBeingOpened) : words.remoteAccessIsOff }
}

function test({ status, tested }: SetupFacts): How {
  if (status.remote_url === null) {
    return { isDone: false, summary: words.whenItIsOn }
  }
  if (status.visitor !== null) {
    return { isDone: true, summary: words.aDeviceReachedItFrom(status.visitor.address) }
  }
  return { isDone: tested?.ok === true, summary: tested?.verdict ?? words.notTestedYet }
}
