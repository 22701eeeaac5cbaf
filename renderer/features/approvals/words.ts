// ApprovalCard.tsx
export const claudeNeedsAnAnswer = 'Claude needs an answer'
export const youCanOnlyLookSomebody = 'You can only look: somebody else answers.'
export const loadingWhatItAsks = 'Loading what it asks…'
export const thisRequestCannotBeDrawn = 'This request cannot be drawn. Nothing was answered. It holds:'

// CardFrame.tsx
export const needsYou = 'Needs you'
