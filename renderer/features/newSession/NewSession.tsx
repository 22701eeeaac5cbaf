import { useState } from 'react'
import type { PermissionMode } from '#shared/session/status.ts'
import { needsTrust } from '#shared/session/trust.ts'
import { overview } from '#renderer/state/session/overview.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { startSession } from '#renderer/state/session/sessionActions.ts'
import { useStore } from '#renderer/state/store.ts'
import { useDraft } from '#renderer/state/writing/useDraft.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Choices } from './Choices.tsx'
import { FolderQuestion } from './FolderQuestion.tsx'
import { FirstPrompt } from './FirstPrompt.tsx'
import { PlacePicker } from './PlacePicker.tsx'
import { givenPlace, placeParams, recentFolders, type Place } from './place.ts'
import { useFolderTrust } from './useFolderTrust.ts'

const none = [] as const

/** Folder, prompt, go: the session starts and has its first prompt at once. */
export function NewSession() {
  const sessions = useStore(overview, (state) => (state.kind === 'ready' ? state.sessions : none))
  const recent = recentFolders(sessions)
  const [chosen, setPlace] = useState<Place>(() => givenPlace(location.search))
  const [prompt, setPrompt] = useDraft('new')
  const [model, setModel] = useState('')
  const [mode, setMode] = useState<PermissionMode | null>(null)
  const [state, setState] = useState<'ready' | 'starting' | { readonly problem: string }>('ready')
  const latest = recent[0]
  const place: Place = chosen.kind === 'none' && latest !== undefined ? { kind: 'folder', path: latest } : chosen
  const params = placeParams(place)
  const trust = useFolderTrust(place)
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
      <PlacePicker key={recent.length === 0 ? 'none' : 'some'} place={place} recent={recent} onChange={setPlace} />
      <FirstPrompt prompt={prompt} onChange={setPrompt} />
      <Choices model={model} mode={mode} onModel={setModel} onMode={setMode} />
      {trust !== null && needsTrust(trust) && (
        <FolderQuestion
          trust={trust}
          folder={place.kind === 'folder' ? place.path : ''}
          isTrusted={trusted === trust.fingerprint}
          onChange={setTrusted}
        />
      )}
      {typeof state === 'object' && <Problem>{state.problem}</Problem>}
      <Button type="submit" look="primary" className="max-md:w-full" disabled={params === null || state === 'starting'}>
        {state === 'starting' ? 'Starting…' : 'Start'}
      </Button>
    </form>
  )

  async function start(): Promise<void> {
    if (params === null) {
      return
    }
    setState('starting')
    try {
      const more = {
        ...(mode === null ? {} : { permission_mode: mode }),
        ...(model === '' ? {} : { model }),
        ...(trust !== null && trusted === trust.fingerprint ? { trust_fingerprint: trusted } : {}),
      }
      const id = await startSession({ ...params, ...more }, prompt)
      setPrompt('')
      goTo(`/session/${id}`)
    } catch (error) {
      setState({ problem: sentenceOf(error) })
    }
  }
}
