import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { PairDevice } from '#renderer/views/pairing/PairDevice.tsx'
import { Step } from './Step.tsx'

interface PhoneStepProps {
  state: 'now' | 'later'
  onSkip: () => void
}

/** Step 2: a phone is paired. Only at the machine itself can that be done. */
export function PhoneStep(props: PhoneStepProps) {
  const isHere = useMay('local')
  return isHere ? (
    <AtTheMachine {...props} />
  ) : (
    <Step number={2} title="Your phone" state="done" said="You came here from another device already." />
  )
}

function AtTheMachine({ state, onSkip }: PhoneStepProps) {
  const remote = useQuery(remoteStatus)
  const url = remote.kind === 'ready' ? remote.value.remote_url : null
  const isNow = state === 'now'
  return (
    <Step
      number={2}
      title="Your phone"
      state={url === null ? state : 'done'}
      said={url === null ? 'Go on from anywhere, with your own certificate' : url}
      action={
        url === null &&
        isNow && (
          <Button variant="ghost" onClick={onSkip}>
            Skip
          </Button>
        )
      }
    >
      {url !== null ? (
        <div className="space-y-3">
          <PairDevice />
          <p className="text-muted">
            Who else may enter is chosen under{' '}
            <Link href="/remote" className="text-accent underline">
              Remote access
            </Link>
            .
          </p>
        </div>
      ) : (
        isNow && (
          <>
            <p className="mb-3 text-muted">
              Nothing but this machine can connect yet. Choose how your phone finds it, and who may enter.
            </p>
            <Link href="/remote" className={buttonLink}>
              Set up remote access
            </Link>
          </>
        )
      )}
    </Step>
  )
}
