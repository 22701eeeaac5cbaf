import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { switchRemoteOff, switchRemoteOn } from '#renderer/state/remote.ts'
import { sentenceOf } from '#renderer/state/says.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { wantedOf, type RemoteFields } from './remoteFields.ts'

/** How the door is opened. Every field may stay empty: then there is a default that works at home. */
export function RemoteForm({ status }: { status: RemoteStatus }) {
  const [fields, setFields] = useState<RemoteFields>({ names: '', bind: '', port: '', certFile: '', keyFile: '' })
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const change = (name: keyof RemoteFields, value: string) => setFields({ ...fields, [name]: value })
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault()
        void open()
      }}
    >
      <Field label="Names" hint="Host names that lead to this machine. Empty: its addresses and its own name.">
        <PlainInput
          name="names"
          value={fields.names}
          placeholder="home.example.org, box.tailnet.ts.net"
          change={change}
        />
      </Field>
      <details className="group">
        <summary className="flex min-h-8 cursor-pointer items-center gap-1.5 text-muted touch:min-h-11">
          <ChevronRight className="size-4 group-open:rotate-90" aria-hidden="true" />
          Address, port and a certificate of your own
        </summary>
        <SpecialFields fields={fields} change={change} />
      </details>
      {problem !== null && <Problem>{problem}</Problem>}
      {status.problem !== null && <Problem>{status.problem}</Problem>}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy}>
          Switch remote access on
        </Button>
        {status.enabled && <Button onClick={() => void switchRemoteOff()}>Switch it off</Button>}
      </div>
    </form>
  )

  async function open(): Promise<void> {
    setBusy(true)
    try {
      await switchRemoteOn(wantedOf(fields))
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
}

type Change = (name: keyof RemoteFields, value: string) => void

function SpecialFields({ fields, change }: { fields: RemoteFields; change: Change }) {
  return (
    <div className="mt-2 space-y-3">
      <Field label="Address to listen on" hint="Empty: all IPv4 addresses of this machine.">
        <PlainInput name="bind" value={fields.bind} placeholder="0.0.0.0" change={change} />
      </Field>
      <Field label="Port" hint="Empty: 4443, or the next free one.">
        <PlainInput name="port" value={fields.port} placeholder="4443" change={change} />
      </Field>
      <Field
        label="Certificate file (PEM, with its chain)"
        hint="A path on this machine. A replaced file is taken up within a second, and nobody is disconnected."
      >
        <PlainInput name="certFile" value={fields.certFile} placeholder="/path/to/fullchain.pem" change={change} />
      </Field>
      <Field label="Key file (PEM)">
        <PlainInput name="keyFile" value={fields.keyFile} placeholder="/path/to/privkey.pem" change={change} />
      </Field>
    </div>
  )
}

/** Takes names, numbers and paths: no keyboard shall improve them. */
function PlainInput(props: { name: keyof RemoteFields; value: string; placeholder: string; change: Change }) {
  return (
    <TextInput
      value={props.value}
      placeholder={props.placeholder}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode={props.name === 'port' ? 'numeric' : 'text'}
      onChange={(event) => props.change(props.name, event.target.value)}
    />
  )
}
