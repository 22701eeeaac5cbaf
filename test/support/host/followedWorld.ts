import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { toldBy } from '#server/host/writers/told.ts'
import { FollowedTranscript } from '#server/host/writers/transcript/followedTranscript.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { Transcript } from './transcripts.ts'

/** A transcript whose session knows the prompts in `own`. */
export function followedWorld({ isNew = false } = {}) {
  const projects = path.join(temporaryFolder(), 'projects')
  mkdirSync(projects)
  const transcript = new Transcript(projects, { id: 'talk' })
  const own = new Set<string>()
  const at = path.relative(projects, transcript.file)
  const followed = new FollowedTranscript({ projects, at, isKnown: (id) => own.has(id), isNew })
  const told = () => {
    followed.look()
    const { events, turn } = toldBy(followed.take(), [])
    return [...events.map(({ type, content }) => `${type} ${content ?? ''}`.trim()), ...(turn === null ? [] : [turn])]
  }
  const own_turn = (text: string) => {
    own.add(transcript.prompt(text))
    transcript.answer(`${text}!`, { message: `msg ${text}` })
  }
  return { transcript, own, own_turn, followed, told, projects }
}
