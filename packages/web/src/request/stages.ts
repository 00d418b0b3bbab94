import { RequestRow } from '@comity/contract/request'

/** The stages of a request, in the order of its life. */
export const stages = RequestRow.shape.stage.options
