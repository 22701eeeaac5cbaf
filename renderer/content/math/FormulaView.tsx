import { createElement, type ReactNode, useEffect, useState } from 'react'
import { Marked } from '#renderer/ui/Marked.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { drawFormula } from './drawFormula.ts'
import type { MathElement } from './formulaTree.ts'
import { FormulaSource } from './FormulaSource.tsx'
import type { Formula } from './maskMath.ts'
import * as words from '#renderer/content/laterWords.ts'

/** A formula, as it was written until it is drawn; a press shows it as it was written again. */
export function FormulaView({ source, tex, isDisplay }: Formula) {
  const drawn = useDrawn(tex, isDisplay)
  const [isSource, setSource] = useState(false)
  if (drawn === 'waiting') {
    return <FormulaSource source={source} isDisplay={isDisplay} />
  }
  if (drawn === null) {
    return (
      <>
        <FormulaSource source={source} isDisplay={isDisplay} />
        <span className="text-xs text-muted"> {words.formulaCannotBeDrawn}</span>
      </>
    )
  }
  return (
    <button
      type="button"
      title={isSource ? words.showTheFormula : words.showAsItWasWritten}
      onClick={() => setSource(!isSource)}
      className={classes(
        'max-w-full cursor-pointer text-start',
        isDisplay && 'thin-scroll block w-full overflow-x-auto',
      )}
    >
      {isSource ? <FormulaSource source={source} isDisplay={isDisplay} /> : elementOf(drawn, 0)}
    </button>
  )
}

function elementOf({ tag, attributes, className, children }: MathElement, key: number): ReactNode {
  const inside = children.map((child, index) =>
    typeof child === 'string' ? <Marked key={index} text={child} /> : elementOf(child, index),
  )
  return createElement(tag, { ...attributes, key, ...(className === '' ? {} : { className }) }, ...inside)
}

/** What of a formula is drawn; it waits while others are drawn. */
function useDrawn(tex: string, isDisplay: boolean): MathElement | 'waiting' | null {
  const [drawn, setDrawn] = useState<{ tex: string; element: MathElement | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    const draw = async () => {
      const element = await drawFormula({ tex, isDisplay })
      if (isWanted) {
        setDrawn({ tex, element })
      }
    }
    void draw()
    return () => {
      isWanted = false
    }
  }, [tex, isDisplay])
  return drawn?.tex === tex ? drawn.element : 'waiting'
}
