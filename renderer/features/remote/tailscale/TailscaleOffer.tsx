import type { RemoteStatus } from '#shared/operations/remote.ts'
import { useQuery } from '#renderer/state/query.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Apply } from '../Apply.tsx'
import { type Drafting, fixedBy } from '../DraftField.tsx'
import * as words from './words.ts'

const tailscale = queries.define({
  key: 'tailscale',
  fetch: () => connection.client.call('remote.tailscale', {}),
  needs: 'local',
})

interface OfferProps {
  status: RemoteStatus
  drafting: Drafting
  onDone: () => void
}

/** The certificate that no device has to learn, where this machine has Tailscale: what stands in its way, or one button. */
export function TailscaleOffer({ status, drafting, onDone }: OfferProps) {
  const state = useQuery(tailscale)
  const isChosen = status.enabled && status.certificate?.kind === 'tailscale'
  const isFixed = fixedBy(drafting.fixed, 'remote.certificate.kind') !== null
  if (state.kind !== 'ready' || state.value.state === 'absent' || isChosen || isFixed) {
    return null
  }
  const { name, text, commands } = state.value
  const { draft, change, fixed } = drafting
  return (
    <section aria-label={words.tailscaleIsHere} className="space-y-2 rounded-control border border-line p-3">
      <h3 className="font-medium">{words.tailscaleIsHere}</h3>
      <p>{text}</p>
      {commands.map((command) => (
        <p key={command} className="flex items-center gap-1">
          <code className="min-w-0 wrap-anywhere">{command}</code>
          <CopyButton text={command} label={words.copyIt} />
        </p>
      ))}
      {name === null ? (
        <Button onClick={() => void tailscale.refresh()}>{words.lookAgain}</Button>
      ) : (
        <>
          <p className="text-muted">{words.whatTailscaleDoes(name)}</p>
          <Apply
            drafting={{ draft: { ...draft, certificate: 'tailscale' }, change, fixed }}
            isEnabled={status.enabled}
            label={words.tailscaleButton}
            onDone={onDone}
          />
        </>
      )}
    </section>
  )
}
