import type { DiagramLook } from '#renderer/content/diagram/frameMessages.ts'

/** The page's colours under Mermaid's names. What is not named here Mermaid makes from these. */
export function colourVariables({ isDark, colours }: DiagramLook): Record<string, string | boolean> {
  return {
    ...series(colours),
    darkMode: isDark,
    background: colours.surface,
    primaryColor: colours['accent-ground'],
    primaryBorderColor: colours.accent,
    primaryTextColor: colours.text,
    secondaryColor: colours['attention-ground'],
    secondaryBorderColor: colours['attention-line'],
    secondaryTextColor: colours.text,
    tertiaryColor: colours.raised,
    tertiaryBorderColor: colours['line-strong'],
    tertiaryTextColor: colours.text,
    lineColor: colours['line-strong'],
    textColor: colours.text,
    titleColor: colours.text,
    edgeLabelBackground: colours.raised,
    clusterBkg: colours.raised,
    clusterBorder: colours['line-strong'],
    noteBkgColor: colours['attention-ground'],
    noteTextColor: colours.text,
    noteBorderColor: colours['attention-line'],
    errorBkgColor: colours.surface,
    errorTextColor: colours.bad,
  }
}

/** Branches, slices and the arms of mind maps: grounds on which the page's own text can be read. */
function series(colours: DiagramLook['colours']): Record<string, string> {
  const grounds = ['accent-line', 'attention-line', 'good-ground', 'bad-ground', 'line', 'accent-ground'] as const
  const entries = Array.from({ length: 12 }, (_, n) => {
    const ground = colours[grounds[n % grounds.length] ?? 'line']
    return {
      [`cScale${n}`]: ground,
      [`cScaleLabel${n}`]: colours.text,
      [`cScaleInv${n}`]: colours['line-strong'],
      [`pie${n + 1}`]: ground,
      [`git${n}`]: ground,
      [`gitBranchLabel${n}`]: colours.text,
    }
  })
  return Object.assign({ pieSectionTextColor: colours.text, pieStrokeColor: colours['line-strong'] }, ...entries)
}
