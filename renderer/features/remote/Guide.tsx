import { useState } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { remoteTesting } from './remoteTest.ts'
import { useStore, createStore } from '#renderer/state/store.ts'
import { whoMayEnter } from './who/whoMayEnter.ts'
import { AddressStep } from './AddressStep.tsx'
import { Apply } from './Apply.tsx'
import { CertificateStep } from './CertificateStep.tsx'
import type { Drafting } from './DraftField.tsx'
import { type GuideStepName, firstOpen, guideOf, stepNames } from './guide.ts'
import { RemoteStep } from './RemoteStep.tsx'
import { draftOf, type RemoteDraft } from './remoteDraft.ts'
import { TestStep } from './TestStep.tsx'
import { WhoStep } from './who/WhoStep.tsx'

/** Who may enter → certificate → address → test. Each says how it stands, and is opened to be done or changed. */
export function Guide({ status }: { status: RemoteStatus }) {
  const who = useStore(whoMayEnter, (value) => value)
  const testing = useStore(remoteTesting, (value) => value)
  const [chosen, choose] = useState<GuideStepName | 'none' | null>(null)
  const changes = useStore(remoteChanges, (value) => value)
  const draft = { ...draftOf(status.choice), ...changes }
  const guide = guideOf({ who, status, draft, tested: testing.kind === 'done' ? testing.result : null })
  // Nobody has chosen: the first step that is to be done. Once everything is on, all stay closed.
  const open = chosen ?? (who.kind === 'loading' ? null : firstOpen(guide))
  const drafting: Drafting = {
    draft,
    change: (fields) => remoteChanges.set({ ...changes, ...fields }),
    fixed: status.fixed,
  }
  /** What was pressed is gone with its step: the next one takes over the focus, and is seen. */
  const goOn = (name: GuideStepName): void => {
    choose(name)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[aria-controls="step-${name}-body"]`)?.focus())
  }
  const apply = (
    <Apply
      drafting={drafting}
      isEnabled={status.enabled}
      onDone={() => {
        remoteChanges.set({})
        goOn('test')
      }}
    />
  )
  const bodies = {
    who: <WhoStep who={who} address={status.remote_url ?? location.origin} />,
    certificate: (
      <>
        <CertificateStep status={status} drafting={drafting} />
        {status.enabled && apply}
      </>
    ),
    address: (
      <>
        <AddressStep status={status} drafting={drafting} />
        {apply}
      </>
    ),
    test: <TestStep status={status} testing={testing} />,
  }
  return stepNames.map((name, index) => {
    const next = stepNames[index + 1]
    return (
      <RemoteStep
        key={name}
        step={guide[name]}
        isOpen={open === name}
        onToggle={() => choose(open === name ? 'none' : name)}
        {...(next === undefined ? {} : { onNext: () => goOn(next) })}
      >
        {bodies[name]}
      </RemoteStep>
    )
  })
}

/** What was typed and not asked for yet: kept while the person looks at other pages. */
const remoteChanges = createStore<Partial<RemoteDraft>>({})
