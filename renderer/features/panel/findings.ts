import type { ClaudeStatus } from '#shared/operations/claude.ts'
import type { HostStatus } from '#shared/operations/host.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { Storage } from '#shared/operations/resources.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import * as words from './words.ts'

/** A problem for the owner, with a link to where to fix it. */
export interface Finding {
  readonly text: string
  readonly href: string
}

/** The data of the checks; undefined when it has not loaded, or is not permitted. */
export interface KnownStatus {
  readonly claude?: ClaudeStatus | undefined
  readonly remote?: Pick<RemoteStatus, 'problem' | 'certificate' | 'order' | 'remote_url'> | undefined
  readonly settings?: ResultOf<'settings.list'> | undefined
  readonly storage?: Storage | undefined
  readonly host?: HostStatus | undefined
}

/** Below this much free space a long session may fill the disk. */
const SCARCE_BYTES = 1_000_000_000

/** What was looked at. */
type Area = 'host' | 'claude' | 'disk' | 'vault' | 'remote' | 'certificate' | 'settings'

/** The problems, most urgent first; empty when all is well. */
export function findings(known: KnownStatus): Finding[] {
  return Object.values(findingsOf(known)).flat()
}

/** The problems of each area, most urgent first. */
export function findingsOf({ claude, remote, settings, storage, host }: KnownStatus): Record<Area, Finding[]> {
  const isScarce = storage !== undefined && storage.disk.free_bytes < SCARCE_BYTES
  return {
    host: host === undefined ? [] : hostFindings(host),
    claude: reported(claude?.problem, '/welcome'),
    disk: reported(isScarce ? words.theDiskIsNearlyFull : null, '/panel'),
    vault: reported(storage?.vault.problem, '/welcome'),
    remote: reported(remote?.problem, '/remote'),
    certificate: remote === undefined ? [] : certificateFindings(remote),
    settings: settings === undefined ? [] : settingsFindings(settings),
  }
}

function certificateFindings({ certificate, order }: NonNullable<KnownStatus['remote']>): Finding[] {
  return [
    ...reported(certificate?.warning, '/remote'),
    ...reported(order?.state === 'failed' ? order.text : null, '/remote'),
  ]
}

function hostFindings({ state }: HostStatus): Finding[] {
  switch (state) {
    case 'away':
    case 'unusable':
      return reported(words.theSessionHostDoesNot, '/logs')
    case 'older':
      return reported(words.theSessionHostIsOf, '/')
    case 'current':
      return []
  }
}

function settingsFindings({ problem, settings }: ResultOf<'settings.list'>): Finding[] {
  const changed = settings.filter(({ waits_for_restart }) => waits_for_restart).map(({ key }) => key)
  return [
    ...reported(problem, '/settings'),
    ...reported(changed.length === 0 ? null : words.takesEffectAfterHomeportIs(changed.join(', ')), '/settings'),
  ]
}

function reported(text: string | null | undefined, href: string): Finding[] {
  return text === null || text === undefined ? [] : [{ text, href }]
}
