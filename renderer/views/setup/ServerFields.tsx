import { useState } from 'react'
import type { McpServer } from '#shared/session/setup.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { NEW_SERVER, type ServerDraft, serverOf, serverText } from './serverText.ts'
import * as words from './words.ts'

type Servers = Readonly<Record<string, McpServer>>

/** The MCP servers of a session: each shown whole, before it is added too. */
export function ServerFields({ servers, onChange }: { servers: Servers; onChange: (servers: Servers) => void }) {
  const [adding, setAdding] = useState<ServerDraft | null>(null)
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">{words.mcpServers}</legend>
      {Object.entries(servers).map(([name, server]) => (
        <div key={name} className="flex items-start gap-2 rounded-control border border-line p-2">
          <div className="min-w-0 flex-1">
            <p className="text-sm">
              <Marked text={name} /> <span className="text-muted">{server.type}</span>
            </p>
            <WholeServer server={server} />
          </div>
          <Button
            variant="ghost"
            aria-label={words.removeOne(name)}
            onClick={() => onChange(Object.fromEntries(Object.entries(servers).filter(([one]) => one !== name)))}
          >
            {words.remove}
          </Button>
        </div>
      ))}
      {adding === null ? (
        <Button onClick={() => setAdding(NEW_SERVER)}>{words.addServer}</Button>
      ) : (
        <NewServer
          draft={adding}
          onChange={setAdding}
          onCancel={() => setAdding(null)}
          onAdd={() => {
            onChange({ ...servers, [adding.name.trim()]: serverOf(adding) })
            setAdding(null)
          }}
        />
      )}
    </fieldset>
  )
}

/** What will be run or asked, to the last character. */
export function WholeServer({ server }: { server: McpServer }) {
  return (
    <pre className="thin-scroll max-h-40 overflow-auto font-mono text-xs wrap-anywhere whitespace-pre-wrap text-muted">
      <Marked text={serverText(server)} code />
    </pre>
  )
}

function NewServer(props: {
  draft: ServerDraft
  onChange: (draft: ServerDraft) => void
  onAdd: () => void
  onCancel: () => void
}) {
  const { draft, onChange } = props
  const isProgram = draft.type === 'stdio'
  const isReady = draft.name.trim() !== '' && draft.target.trim() !== ''
  const set = (changed: Partial<ServerDraft>) => onChange({ ...draft, ...changed })
  return (
    <div role="group" aria-label={words.newServer} className="space-y-3 rounded-control border border-line p-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={words.serverName}>
          <TextInput autoFocus value={draft.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <Field label={words.kind}>
          <Select value={draft.type} onChange={({ target }) => set({ type: typeOf(target.value) })}>
            <option value="stdio">{words.program}</option>
            <option value="http">{words.addressHttp}</option>
            <option value="sse">{words.addressSse}</option>
          </Select>
        </Field>
      </div>
      <Lines
        label={isProgram ? words.command : words.address}
        value={draft.target}
        rows={1}
        onChange={(target) => set({ target })}
      />
      {isProgram && <Lines label={words.args} value={draft.args} rows={2} onChange={(args) => set({ args })} />}
      <Lines
        label={isProgram ? words.itsVariables : words.headers}
        hint={words.secretsElsewhere}
        value={draft.pairs}
        rows={2}
        onChange={(pairs) => set({ pairs })}
      />
      {isReady && (
        <div role="status">
          <p className="text-xs text-muted">{isProgram ? words.runsWithEachStart : words.connectsTo}</p>
          <WholeServer server={serverOf(draft)} />
        </div>
      )}
      <div className="flex gap-1.5">
        <Button variant="primary" disabled={!isReady} onClick={props.onAdd}>
          {words.add}
        </Button>
        <Button onClick={props.onCancel}>{words.cancel}</Button>
      </div>
    </div>
  )
}

function Lines(props: {
  label: string
  hint?: string
  value: string
  rows: number
  onChange: (value: string) => void
}) {
  const { label, hint, value, rows, onChange } = props
  const shared = { className: 'font-mono', autoCapitalize: 'off', spellCheck: false, value }
  return (
    <Field label={label} hint={hint}>
      {rows === 1 ? (
        <TextInput {...shared} onChange={({ target }) => onChange(target.value)} />
      ) : (
        <TextArea {...shared} rows={rows} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  )
}

function typeOf(value: string): McpServer['type'] {
  return value === 'http' || value === 'sse' ? value : 'stdio'
}
