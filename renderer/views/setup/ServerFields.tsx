import { useState } from 'react'
import type { McpServer } from '#shared/session/setup.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, Select, TextArea, TextInput } from '#renderer/ui/Field.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { NEW_SERVER, type ServerDraft, serverOf, serverText } from './serverText.ts'

type Servers = Readonly<Record<string, McpServer>>

/** The MCP servers of a session: each shown whole, before it is added too. */
export function ServerFields({ servers, onChange }: { servers: Servers; onChange: (servers: Servers) => void }) {
  const [adding, setAdding] = useState<ServerDraft | null>(null)
  return (
    <fieldset className="space-y-2">
      <legend className="mb-1 text-sm font-medium">MCP servers</legend>
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
            aria-label={`Remove ${name}`}
            onClick={() => onChange(Object.fromEntries(Object.entries(servers).filter(([one]) => one !== name)))}
          >
            Remove
          </Button>
        </div>
      ))}
      {adding === null ? (
        <Button onClick={() => setAdding(NEW_SERVER)}>Add an MCP server…</Button>
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
    <div role="group" aria-label="New MCP server" className="space-y-3 rounded-control border border-line p-3">
      <div className="grid gap-3 md:grid-cols-2">
        <Field label="Name of the server">
          <TextInput autoFocus value={draft.name} onChange={({ target }) => set({ name: target.value })} />
        </Field>
        <Field label="Kind">
          <Select value={draft.type} onChange={({ target }) => set({ type: typeOf(target.value) })}>
            <option value="stdio">A program on the workstation</option>
            <option value="http">An address (HTTP)</option>
            <option value="sse">An address (SSE)</option>
          </Select>
        </Field>
      </div>
      <Lines
        label={isProgram ? 'Command' : 'Address'}
        value={draft.target}
        rows={1}
        onChange={(target) => set({ target })}
      />
      {isProgram && (
        <Lines label="Arguments, one a line" value={draft.args} rows={2} onChange={(args) => set({ args })} />
      )}
      <Lines
        label={isProgram ? 'Its variables, NAME=value, one a line' : 'Headers, Name: value, one a line'}
        hint="Secrets stand in the environment of the session: write ${NAME} here."
        value={draft.pairs}
        rows={2}
        onChange={(pairs) => set({ pairs })}
      />
      {isReady && (
        <div role="status">
          <p className="text-xs text-muted">
            {isProgram ? 'Runs on the workstation with each start of Claude Code:' : 'Claude Code connects to:'}
          </p>
          <WholeServer server={serverOf(draft)} />
        </div>
      )}
      <div className="flex gap-1.5">
        <Button variant="primary" disabled={!isReady} onClick={props.onAdd}>
          Add
        </Button>
        <Button onClick={props.onCancel}>Cancel</Button>
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
