import { type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import { Accounts } from './Accounts.tsx'
import { CleanupList } from './CleanupList.tsx'
import { checks } from './checks.ts'
import { Devices, RevokeOthers } from './Devices.tsx'
import { More } from './More.tsx'
import { PanelActions } from './PanelActions.tsx'
import { Processes } from './Processes.tsx'
import { RemoteSummary } from './RemoteSummary.tsx'
import { SessionLoads } from './SessionLoads.tsx'
import { StorageTable } from './StorageTable.tsx'
import { Upkeep } from './Upkeep.tsx'
import { HealthList } from './HealthList.tsx'
import type { QueryState } from '#renderer/state/query.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { checkAgain, isHealthKnown, isPanelKnown, panel, watchHealth, watchOthers } from './panel.ts'
import { useStore, type Store } from '#renderer/state/store.ts'
import { Card } from '#renderer/ui/Card.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { useGradually } from '#renderer/ui/useGradually.ts'
import { WaitingForTerminals } from '#renderer/views/machine/TerminalDevices.tsx'
import { PairDevice } from '#renderer/views/pairing/PairDevice.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import * as words from './words.ts'

/** On a phone both columns are merged, the least changing parts last. */
const COLUMN = 'flex min-w-0 flex-col gap-4 max-md:contents'

/** The control panel: health, access and load of the workstation. */
export function PanelPage() {
  useEffect(watchHealth, [])
  const isKnown = useKnown(isHealthKnown)
  useEffect(() => (isKnown ? watchOthers() : undefined), [isKnown])
  const version = useStore(panel.host, (host) => (host.kind === 'ready' ? host.value.version : null))
  return (
    <ScrollingPage
      title={words.machine}
      width="machine"
      isRoot
      isWaiting={!isKnown}
      status={version === null ? undefined : words.homeportVersion(version)}
      actions={<PanelActions />}
    >
      {isKnown ? <Cards /> : <Loading what={words.looking} />}
    </ScrollingPage>
  )
}

/** Cards wait for each other so long: what grows above pushes the others down, under a finger that is on its way. */
const TOGETHER_WITHIN_MS = 1_500

function useKnown(all: Store<boolean>): boolean {
  const isKnown = useStore(all, (value) => value)
  const [isShown, setShown] = useState(isKnown)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), isKnown ? 0 : TOGETHER_WITHIN_MS)
    return () => clearTimeout(timer)
  }, [isKnown])
  // In small pieces.
  return useDeferredValue(isShown || isKnown, false)
}

/** Of each column, from above; on a phone all of them below each other. */
const left = [
  () => (
    <>
      <WaitingForTerminals />
      <Summary />
    </>
  ),
  SessionsCard,
  ProcessesCard,
  DevicesCard,
]
const right = [AccessCard, StorageCard, CleanupCard, UpkeepCard]

/** The longest of them: the others come below it. */
const AT_ONCE = 1

function Cards() {
  const areOthersKnown = useKnown(isPanelKnown)
  const count = useGradually(areOthersKnown ? left.length + right.length : AT_ONCE, AT_ONCE)
  return (
    <div className="grid grid-cols-1 items-start gap-4 md:grid-cols-2 lg:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)]">
      <div className={COLUMN}>{drawn(left, count)}</div>
      <div className={COLUMN}>{drawn(right, count - left.length)}</div>
    </div>
  )
}

function drawn(cards: readonly (() => ReactNode)[], count: number): ReactNode {
  return cards.slice(0, Math.max(0, count)).map((Part, at) => <Part key={at} />)
}

function SessionsCard() {
  return (
    <Card title={words.sessions} action={<More href="/">{words.allSessions}</More>}>
      <SessionLoads />
    </Card>
  )
}

function ProcessesCard() {
  const isHere = useMay('local')
  return (
    <Card title={words.processes} action={isHere && <More href="/logs">{words.logs}</More>}>
      <Processes />
    </Card>
  )
}

function StorageCard() {
  return (
    <Card title={words.storageAndVault} className="max-md:order-last">
      <QueryView of={panel.storage}>{(storage) => <StorageTable storage={storage} />}</QueryView>
    </Card>
  )
}

function UpkeepCard() {
  return (
    <Card title={words.upkeep}>
      <Upkeep />
    </Card>
  )
}

/** Remote access and who uses it. */
function AccessCard() {
  const isHere = useMay('local')
  return (
    <>
      <Card title={words.remoteAccess} action={isHere && <More href="/remote">{words.change}</More>}>
        <QueryView of={panel.remote}>
          {(status) => {
            return <RemoteSummary status={status} code={status.remote_url !== null && <PairDevice />} />
          }}
        </QueryView>
      </Card>
      <Card title={words.whoMayEnter} action={isHere && <More href="/remote">{words.change}</More>}>
        <QueryView of={panel.accounts}>{(accounts) => <Accounts accounts={accounts} />}</QueryView>
      </Card>
    </>
  )
}

function CleanupCard() {
  return (
    useMay('manage') && (
      <Card title={words.cleanUp} className="max-md:order-last">
        <CleanupList />
      </Card>
    )
  )
}

function DevicesCard() {
  const state = useStore(panel.devices, (value) => value)
  return (
    <Card
      title={words.devices}
      action={
        <>
          {state.kind === 'ready' && <RevokeOthers devices={state.value.devices} />}
          <More href="/devices">{words.allDevices}</More>
        </>
      }
    >
      <QueryView of={panel.devices}>{({ devices }) => <Devices devices={devices} />}</QueryView>
    </Card>
  )
}

function Summary() {
  const asked = [
    useStore(panel.remote, (value) => value),
    useStore(panel.settings, (value) => value),
    useStore(panel.storage, (value) => value),
    useStore(panel.host, (value) => value),
  ] as const
  const [remote, settings, storage, host] = asked
  const claudeState = useStore(claude, (value) => value)
  const known = {
    claude: valueOf(claudeState),
    remote: valueOf(remote),
    settings: valueOf(settings),
    storage: valueOf(storage),
    host: valueOf(host),
  }
  const kinds = [claudeState.kind, ...asked.map(({ kind }) => kind)]
  const seen = kinds.includes('loading') ? 'nothing' : kinds.includes('failed') ? 'part' : 'all'
  return <HealthList lines={checks(known)} seen={seen} onCheck={checkAgain} />
}

function valueOf<T>(state: QueryState<T>): T | undefined {
  return state.kind === 'ready' ? state.value : undefined
}

/** Renders the result of a query, or why there is none. */
function QueryView<T>({ of, children }: { of: Store<QueryState<T>>; children: (value: T) => ReactNode }) {
  const state = useStore(of, (value) => value)
  switch (state.kind) {
    case 'loading':
      return <p className="delayed text-muted">{words.askingTheWorkstation}</p>
    case 'failed':
      return <p className="text-muted">{state.mayNot ? words.shownInTheBrowserOf : state.message}</p>
    case 'ready':
      return <>{children(state.value)}</>
  }
}
