import { claude, isClaudeReady } from '#renderer/state/workstation/claude.ts'
import { useStore } from '#renderer/state/store.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'
import { useState, useEffect } from 'react'
import type { PermissionMode } from '#shared/session/status.ts'
import { needsTrust, type FolderTrust } from '#shared/session/trust.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { startSession } from '#renderer/state/session/sessionActions.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Choices } from './Choices.tsx'
import { FolderQuestion } from './FolderQuestion.tsx'
import { WorkspacePicker } from './WorkspacePicker.tsx'
import { workspaceFromAddress, workspaceParams, recentFolders, type WorkspaceChoice } from './workspaceChoice.ts'
import { isComposing } from '#renderer/platform/inputMethod.ts'
import { Field, fieldClass } from '#renderer/ui/Field.tsx'
import { GrowingText } from '#renderer/ui/GrowingText.tsx'
import { readFolderTrust } from '#renderer/state/session/trust.ts'

/** Starts a session; warns when Claude Code is not ready. */
export function NewSessionPage() {
  const isBlocked = useStore(claude, (state) => state.kind === 'ready' && !isClaudeReady(state))
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-160 space-y-5 px-3 py-6 md:px-6">
        {isBlocked && (
          <p className="rounded-card border border-attention bg-attention-ground px-3 py-2">
            Claude Code is not ready on the workstation.{' '}
            <Link href="/welcome" className="text-accent underline">
              See what to do
            </Link>
          </p>
        )}
        <NewSession />
      </div>
    </ScrollingPage>
  )
}

const none = [] as const

/** The form for a new session, which gets its first message at once. */
function NewSession() {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const recent = recentFolders(sessions)
  const [chosen, setChoice] = useState<WorkspaceChoice>(() => workspaceFromAddress(location.search))
  const [prompt, setPrompt] = useDraft('new')
  const [model, setModel] = useState('')
  const [mode, setMode] = useState<PermissionMode | null>(null)
  const [state, setState] = useState<'ready' | 'starting' | { readonly problem: string }>('ready')
  const latest = recent[0]
  const choice: WorkspaceChoice =
    chosen.kind === 'none' && latest !== undefined ? { kind: 'folder', path: latest } : chosen
  const params = workspaceParams(choice)
  const trust = useFolderTrust(choice)
  const [trusted, setTrusted] = useState<string | null>(null)
  return (
    <form
      className="space-y-5"
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <h1 className="text-lg font-semibold">New session</h1>
      <WorkspacePicker
        key={recent.length === 0 ? 'none' : 'some'}
        choice={choice}
        recent={recent}
        onChange={setChoice}
      />
      <FirstPrompt prompt={prompt} onChange={setPrompt} />
      <Choices model={model} mode={mode} onModel={setModel} onMode={setMode} />
      {trust !== null && needsTrust(trust) && (
        <FolderQuestion
          trust={trust}
          folder={choice.kind === 'folder' ? choice.path : ''}
          isTrusted={trusted === trust.fingerprint}
          onChange={setTrusted}
        />
      )}
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <StartButton isStarting={state === 'starting'} disabled={params === null} />
    </form>
  )

  async function start(): Promise<void> {
    if (params === null) {
      return
    }
    setState('starting')
    try {
      const trust_fingerprint = trust !== null && trusted === trust.fingerprint ? trusted : null
      const id = await startSession({ ...params, ...startOptions({ mode, model, trust_fingerprint }) }, prompt)
      setPrompt('')
      goTo(`/session/${id}`)
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}

function StartButton({ isStarting, disabled }: { isStarting: boolean; disabled: boolean }) {
  return (
    <Button type="submit" variant="primary" className="max-md:w-full" disabled={disabled || isStarting}>
      {isStarting ? 'Starting…' : 'Start'}
    </Button>
  )
}

/** Only what the person chose; the workstation has defaults for the rest. */
function startOptions({ mode, model, trust_fingerprint }: StartChoices) {
  return {
    ...(mode === null ? {} : { permission_mode: mode }),
    ...(model === '' ? {} : { model }),
    ...(trust_fingerprint === null ? {} : { trust_fingerprint }),
  }
}

interface StartChoices {
  readonly mode: PermissionMode | null
  readonly model: string
  readonly trust_fingerprint: string | null
}

/** The first message of a new session. Ctrl or ⌘ + Enter starts. */
function FirstPrompt({ prompt, onChange }: { prompt: string; onChange: (prompt: string) => void }) {
  return (
    <Field label="What should Claude do?">
      <GrowingText
        rows={3}
        className={`${fieldClass} max-h-[40dvh] min-h-20 resize-none py-2 text-base`}
        placeholder="Say it here, or start without."
        value={prompt}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !isComposing(event.nativeEvent)) {
            event.currentTarget.form?.requestSubmit()
          }
        }}
      />
    </Field>
  )
}

/** What the chosen folder brings for Claude Code; null until it is known, and for a new folder. */
function useFolderTrust(choice: WorkspaceChoice): FolderTrust | null {
  const path = choice.kind === 'folder' ? choice.path : null
  const [seen, setSeen] = useState<{ readonly path: string; readonly trust: FolderTrust | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    if (path !== null) {
      void readFolderTrust(path).then((trust) => isWanted && setSeen({ path, trust }))
    }
    return () => {
      isWanted = false
    }
  }, [path])
  return seen !== null && seen.path === path ? seen.trust : null
}
