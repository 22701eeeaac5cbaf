import type { RemoteStatus } from '#shared/operations/remote.ts'
import type { RemoteTest } from '#shared/operations/remoteTest.ts'
import { testRemote, type RemoteTesting } from './remoteTest.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { PhoneTest } from './PhoneTest.tsx'
import { PushTest } from './proof/PushTest.tsx'
import { TestedAddress } from './TestedAddress.tsx'
import * as words from './words.ts'

/** Step 4: a self-test from this machine, then the result of a real device. */
export function TestStep({ status, testing }: { status: RemoteStatus; testing: RemoteTesting }) {
  const { remote_url: url } = status
  if (url === null) {
    return <p className="text-muted">{words.thereIsSomethingToTest}</p>
  }
  const isRunning = testing.kind === 'running'
  return (
    <>
      <div className="space-y-3">
        <h3 className="font-medium">{words.fromThisMachine}</h3>
        <p className="text-muted">{words.itGoesToEveryAddress}</p>
        <Button variant="primary" disabled={isRunning} onClick={() => void testRemote()}>
          {isRunning ? words.testing : testing.kind === 'idle' ? words.testNow : words.testAgain}
        </Button>
        {testing.kind === 'failed' && <Problem>{testing.message}</Problem>}
        {testing.kind === 'done' && <Result test={testing.result} />}
      </div>
      <PhoneTest visitor={status.visitor} />
      <PushTest />
    </>
  )
}

function Result({ test }: { test: RemoteTest }) {
  return (
    <div className="space-y-3">
      <p role="status" className={test.ok ? 'font-medium text-good' : 'font-medium text-bad'}>
        {test.verdict}
      </p>
      {test.addresses.map((address) => (
        <TestedAddress key={`${address.host} ${address.address}`} tested={address} />
      ))}
      {test.hints.map(({ text, commands }) => (
        <div key={text} className="space-y-1">
          <p>{text}</p>
          {commands.map((command) => (
            <p key={command} className="flex items-center gap-1">
              <code className="min-w-0 wrap-anywhere">{command}</code>
              <CopyButton text={command} label={words.copyTheCommand} />
            </p>
          ))}
        </div>
      ))}
    </div>
  )
}
