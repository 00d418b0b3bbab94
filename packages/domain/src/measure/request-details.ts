import { choice, choices, line, timeZone } from './detail.ts'

/**
 * What a request for data says of itself where a form is used between offices that are reached at any hour (CETS 185 art. 35):
 * whether it goes with an earlier one, how to answer it, and whom to call to make sure that it is genuine. None is asked by an article.
 */
export const requestDetails = {
  requestType: choice('new', 'extension', 'follow-up'),
  earlierReference: line,
  officeHours: line,
  officeTimeZone: timeZone,
  replyBy: choices('system', 'e-mail', 'telephone', 'fax', 'post'),
  callBack: line,
} as const
