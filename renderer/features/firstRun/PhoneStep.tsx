import { remoteStatus } from '#renderer/state/workstation/statusQueries.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { buttonLink, Link } from '#renderer/ui/Link.tsx'
import { PairDevice } from '#renderer/views/pairing/PairDevice.tsx'
import { Step } from './Step.tsx'
import * as words from './words.ts'

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
    <Step number={2} title={words.yourPhone} state="done" said={words.youCameHereFromAnother} />
  )
}

function AtTheMachine({ state, onSkip }: PhoneStepProps) {
  const remote = useQuery(remoteStatus)
  const url = remote.kind === 'ready' ? remote.value.remote_url : null
  const isNow = state === 'now'
  return (
    <Step
      number={2}
      title={words.yourPhone}
      state={url === null ? state : 'done'}
      said={url === null ? words.goOnFromAnywhereWith : url}
      action={
        url === null &&
        isNow && (
          <Button variant="ghost" onClick={onSkip}>
            {words.skip}
          </Button>
        )
      }
    >
      {url !== null ? (
        <div className="space-y-3">
          <PairDevice />
          <p className="text-muted">
            {words.whoElseMayEnterIs((text) => (
              <Link href="/remote" className="text-accent underline">
                {text}
              </Link>
            ))}
          </p>
        </div>
      ) : (
        isNow && (
          <>
            <p className="mb-3 text-muted">{words.nothingButThisMachineCan}</p>
            <Link href="/remote" className={buttonLink}>
              {words.setUpRemoteAccess}
            </Link>
          </>
        )
      )}
    </Step>
  )
}
