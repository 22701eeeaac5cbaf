import { useState } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { remoteTesting } from './remoteTest.ts'
import { useStore, createStore } from '#renderer/state/store.ts'
import { whoMayEnter } from './who/whoMayEnter.ts'
import { AddressStep } from './AddressStep.tsx'
import { Apply } from './Apply.tsx'
import { CertificateStep } from './CertificateStep.tsx'
import type { Drafting } from './DraftField.tsx'
import { type SetupStepName, firstPendingStep, setupSteps, stepNames } from './setupSteps.ts'
import { RemoteStep } from './RemoteStep.tsx'
import { draftOf, type RemoteDraft } from './remoteDraft.ts'
import { TailscaleOffer } from './tailscale/TailscaleOffer.tsx'
import { TestStep } from './TestStep.tsx'
import { WhoStep } from './who/WhoStep.tsx'

/** The four steps: who may enter, certificate, address, test. Each shows its status and can be opened. */
export function SetupGuide({ status }: { status: RemoteStatus }) {
  const who = useStore(whoMayEnter, (value) => value)
  const testing = useStore(remoteTesting, (value) => value)
  const [chosen, choose] = useState<SetupStepName | 'none' | null>(null)
  const changes = useStore(remoteChanges, (value) => value)
  const draft = { ...draftOf(status.choice), ...changes }
  const guide = setupSteps({ who, status, draft, tested: testing.kind === 'done' ? testing.result : null })
  // Without a choice the first pending step is open; once all is on, none is.
  const open = chosen ?? (who.kind === 'loading' ? null : firstPendingStep(guide))
  const drafting: Drafting = {
    draft,
    change: (fields) => remoteChanges.set({ ...changes, ...fields }),
    fixed: status.fixed,
  }
  /** Moves the focus to the next step, since the pressed button is gone. */
  const goOn = (name: SetupStepName): void => {
    choose(name)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[aria-controls="step-${name}-body"]`)?.focus())
  }
  const applied = (): void => {
    remoteChanges.set({})
    goOn('test')
  }
  const apply = <Apply drafting={drafting} isEnabled={status.enabled} onDone={applied} />
  const bodies = {
    who: <WhoStep who={who} address={status.remote_url ?? location.origin} />,
    certificate: (
      <>
        <TailscaleOffer status={status} drafting={drafting} onDone={applied} />
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

/** Changes that are typed but not applied; kept while other pages are open. */
const remoteChanges = createStore<Partial<RemoteDraft>>({})
