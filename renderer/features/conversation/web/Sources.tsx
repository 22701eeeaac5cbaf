import type { Citation } from '#shared/session/citations.ts'
import { Disclosure } from '../Disclosure.tsx'
import { SourceList } from './SourceList.tsx'
import * as words from '../laterWords.ts'

/** The sources that a text names, as a line below it. `id`: of the text. */
export function Sources({ id, citations }: { id: string; citations: readonly Citation[] }) {
  return (
    <Disclosure id={`${id} sources`} line={<span>{words.sources(citations.length)}</span>}>
      {() => <SourceList sources={citations} label={words.listOfSources} />}
    </Disclosure>
  )
}
