import { type ReactNode, Suspense, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { WholeServer } from '#renderer/views/setup/ServerFields.tsx'
import { ServerStates } from './ServerStates.tsx'
import * as words from './words.ts'

const SetupDialog = lazyComponent(async () => (await import('./SetupDialog.tsx')).SetupDialog)

/** What a session was made with, all of it, and how its MCP servers stand. */
export function SetupSection({ session }: { session: Session }) {
  const mayDrive = useMay('drive')
  const [isOpen, setOpen] = useState(false)
  const { setup = {}, environment } = session
  return (
    <section aria-label={words.setUp} className="border-t border-line py-4">
      <h3 className="mb-1.5 text-xs font-semibold text-muted">{words.setUp}</h3>
      <dl className="divide-y divide-line">
        <Part name={words.environment}>{environment.length > 0 && <Code text={environment.join('\n')} />}</Part>
        <Part name={words.allowedTools}>{setup.allowed_tools && <Code text={setup.allowed_tools.join('\n')} />}</Part>
        <Part name={words.deniedTools}>{setup.denied_tools && <Code text={setup.denied_tools.join('\n')} />}</Part>
        <Part name={words.additionalFolders}>
          {setup.additional_folders && <Code text={setup.additional_folders.join('\n')} />}
        </Part>
        <Part name={words.systemPrompt}>
          {setup.system_prompt && (
            <p className="whitespace-pre-wrap wrap-anywhere">
              <Marked text={setup.system_prompt} />
            </p>
          )}
        </Part>
        {Object.entries(setup.mcp_servers ?? {}).map(([name, server]) => (
          <Part key={name} name={words.serverNamed(name)}>
            <WholeServer server={server} />
          </Part>
        ))}
        {mayDrive && (
          <Part name={words.mcpServers}>
            <ServerStates sessionId={session.id} />
          </Part>
        )}
      </dl>
      {mayDrive && session.status !== 'TERMINATED' && (
        <Button className="mt-2" onClick={() => setOpen(true)}>
          {words.change}
        </Button>
      )}
      {isOpen && (
        <Suspense>
          <SetupDialog session={session} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </section>
  )
}

/** Nothing where there is nothing of it. */
function Part({ name, children }: { name: string; children: ReactNode }) {
  return children === undefined || children === false || children === '' ? null : (
    <div className="flex flex-wrap gap-x-3 py-2.5">
      <dt className="w-32 text-muted">
        <Marked text={name} />
      </dt>
      <dd className="min-w-0 flex-1 basis-48">{children}</dd>
    </div>
  )
}

function Code({ text }: { text: string }) {
  return (
    <p className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">
      <Marked text={text} code />
    </p>
  )
}
