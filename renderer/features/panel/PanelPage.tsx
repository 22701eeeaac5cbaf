import { type ReactNode, useEffect } from 'react'
import { Accounts, Devices } from './AccountsAndDevices.tsx'
import { findings } from './findings.ts'
import { Processes } from './Processes.tsx'
import { RemoteSummary } from './RemoteSummary.tsx'
import { SessionLoads } from './SessionLoads.tsx'
import { StorageTable } from './StorageTable.tsx'
import { HealthList } from './HealthList.tsx'
import { QrCode } from '#renderer/ui/QrCode.tsx'
import type { QueryState } from '#renderer/state/query.ts'
import { download } from '#renderer/connection/download.ts'
import { claude } from '#renderer/state/workstation/claude.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { panel, watchPanel } from './panel.ts'
import { watchResources } from './resources.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { useStore, type Store } from '#renderer/state/store.ts'
import { Card } from '#renderer/ui/Card.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { operations } from '#shared/operations/table.ts'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** On a phone both columns are merged, the least changing parts last. */
const COLUMN = 'flex min-w-0 flex-col gap-4 max-md:contents'

/** The control panel: health, access and load of the workstation. */
export function PanelPage() {
  const isHere = useMay('local')
  useEffect(watchPanel, [])
  useEffect(watchResources, [])
  const version = useStore(panel.host, (host) => (host.kind === 'ready' ? host.value.version : null))
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-260 space-y-4 px-3 py-6 md:px-6">
        <header className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-lg font-semibold">Control panel</h1>
          <p className="text-muted">{version === null ? '' : `Homeport ${version}`}</p>
        </header>
        <Summary />
        <div className="grid items-start gap-4 md:grid-cols-2">
          <div className={COLUMN}>
            <AccessCard />
            <Card title="Storage and vault" className="max-md:order-last">
              <QueryView of={panel.storage}>{(storage) => <StorageTable storage={storage} />}</QueryView>
            </Card>
          </div>
          <div className={COLUMN}>
            <Card title="Sessions" action={<More href="/">All sessions</More>}>
              <SessionLoads />
            </Card>
            <Card title="Processes" action={isHere && <More href="/logs">Logs</More>}>
              <Processes />
            </Card>
            <Card title="More">
              <p className="flex flex-wrap gap-x-4 gap-y-2">
                <More href="/settings">Settings</More>
                <More href="/audit">Audit log</More>
                {isHere && <More href="/logs">Logs</More>}
                {isHere && <More href="/updates">Updates</More>}
              </p>
              {isHere && <Diagnostics />}
            </Card>
          </div>
        </div>
      </div>
    </ScrollingPage>
  )
}

/** Remote access and who uses it. */
function AccessCard() {
  const isHere = useMay('local')
  return (
    <>
      <Card title="Remote access" action={isHere && <More href="/remote">Change</More>}>
        <QueryView of={panel.remote}>
          {(status) => {
            const { remote_url: url } = status
            return <RemoteSummary status={status} code={url && <QrCode text={url} label={`QR code of ${url}`} />} />
          }}
        </QueryView>
      </Card>
      <Card title="Who may enter" action={isHere && <More href="/remote">Change</More>}>
        <QueryView of={panel.accounts}>{(accounts) => <Accounts accounts={accounts} />}</QueryView>
      </Card>
      <Card title="Devices" action={<More href="/devices">All devices</More>}>
        <QueryView of={panel.devices}>{({ devices }) => <Devices devices={devices} />}</QueryView>
      </Card>
    </>
  )
}

function Diagnostics() {
  return (
    <p className="mt-2 text-muted">
      <button
        type="button"
        className="inline-flex cursor-pointer items-center text-accent underline touch:min-h-11"
        onClick={() => {
          download(operations['diagnostics.read'].http.path, 'homeport-diagnostics.json').catch((error: unknown) =>
            showToast(errorMessage(error)),
          )
        }}
      >
        Download diagnostics
      </button>{' '}
      for somebody who helps: versions, checks, settings, logs. No secrets, no messages, no file contents. It takes some
      seconds.
    </p>
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
  return <HealthList found={findings(known)} seen={seen} />
}

function valueOf<T>(state: QueryState<T>): T | undefined {
  return state.kind === 'ready' ? state.value : undefined
}

function More({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="inline-flex items-center text-muted underline touch:min-h-11 hover:text-text">
      {children}
    </Link>
  )
}

/** Renders the result of a query, or why there is none. */
function QueryView<T>({ of, children }: { of: Store<QueryState<T>>; children: (value: T) => ReactNode }) {
  const state = useStore(of, (value) => value)
  switch (state.kind) {
    case 'loading':
      return <p className="delayed text-muted">Asking the workstation…</p>
    case 'failed':
      return (
        <p className="text-muted">{state.mayNot ? 'Shown in the browser of the workstation itself.' : state.message}</p>
      )
    case 'ready':
      return <>{children(state.value)}</>
  }
}
