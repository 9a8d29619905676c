/**
 * The statecharts as first tabled, one transition a line: from, event, to. "H" is a return by history.
 * What a chart adds to its table is its own affair; what the table has, the chart must have.
 */
export const machineTables: Readonly<Record<string, string>> = {
  programme: `
    identified APPROVE_MANDATE designing
    designing APPROVE_DESIGN planned
    planned BASELINE_PLAN delivering.evolve
    delivering.evolve ALL_GROUPS_LIVE delivering.transition
    delivering.transition SUCCESSOR_VESTED embedding
    embedding START_CLOSURE closing
    closing CLOSE closed
    delivering.evolve TRIGGER_RESET resetting
    delivering.transition TRIGGER_RESET resetting
    resetting APPROVE_RESET delivering.H
    resetting TERMINATE terminated
    designing TERMINATE terminated
    planned TERMINATE terminated
    delivering.evolve PAUSE paused
    delivering.transition PAUSE paused
    paused RESUME delivering.H
    paused TERMINATE terminated
  `,
  group: `
    proposed DEFINE designing
    designing SUBMIT_DESIGN designReview
    designReview APPROVE_DESIGN mobilising
    designReview RETURN designing
    mobilising ALL_WORKSTREAMS_DONE readinessReview
    readinessReview CONFIRM_READY ready
    readinessReview NOT_READY mobilising.H
    ready EFFECTIVE_DATE_REACHED live.stabilising
    ready DEFER mobilising.H
    live.stabilising HAND_OVER_TO_BAU live.bau
    live.stabilising ROLL_BACK mobilising.H
    live.stabilising TRANSFER transferred
    live.bau TRANSFER transferred
    designing WITHDRAW withdrawn
    mobilising WITHDRAW withdrawn
    mobilising.people.open PEOPLE_DONE mobilising.people.done
    mobilising.finance.open FINANCE_DONE mobilising.finance.done
    mobilising.systems.open SYSTEMS_DONE mobilising.systems.done
    mobilising.estates.open ESTATES_DONE mobilising.estates.done
  `,
  'nca-transition': `
    announced PLAN_PUBLISHED planPublished
    planPublished BILL_INTRODUCED legislating
    legislating ROYAL_ASSENT enabling
    legislating BILL_LOST planPublished
    enabling BODY_FORMED shadow
    shadow SUBMIT_READINESS vestingReview
    vestingReview APPROVE_VESTING readyToVest
    vestingReview RETURN shadow.H
    readyToVest VESTING_DATE_REACHED vested
    readyToVest POSTPONE shadow.H
    vested LEGACY_ABOLISHED integrating
    integrating RESIDUALS_CLOSED complete
    announced POLICY_WITHDRAWN withdrawn
    planPublished POLICY_WITHDRAWN withdrawn
    legislating POLICY_WITHDRAWN withdrawn
    shadow.functions.open FUNCTIONS_DONE shadow.functions.done
    shadow.people.open PEOPLE_DONE shadow.people.done
    shadow.property.open PROPERTY_DONE shadow.property.done
    shadow.systems.open SYSTEMS_DONE shadow.systems.done
    shadow.governance.open GOVERNANCE_DONE shadow.governance.done
    readyToVest CONFIRM_VESTING readyToVest
    readyToVest VESTING_DATE_REACHED vestedWithResiduals
    vestedWithResiduals LEGACY_ABOLISHED integrating
    enabling POLICY_WITHDRAWN withdrawn
    shadow POLICY_WITHDRAWN withdrawn
    vestingReview POLICY_WITHDRAWN withdrawn
    readyToVest POLICY_WITHDRAWN withdrawn
  `,
  gate: `
    planned BOOK booked
    booked OPEN_EVIDENCE evidenceOpen
    evidenceOpen FREEZE evidenceFrozen
    evidenceFrozen REOPEN_EVIDENCE evidenceOpen
    evidenceFrozen START_REVIEW inReview
    inReview SUBMIT_REPORT reported
    reported RESPOND responded
    responded DECIDE_APPROVE approved
    responded DECIDE_CONDITIONAL approvedWithConditions
    responded DECIDE_REJECT rejected
    approvedWithConditions ALL_CONDITIONS_MET approved
    approvedWithConditions CONDITION_LAPSED suspended
    suspended RE_DECIDE responded
    approved CONSUME consumed
    approved EXPIRE expired
    rejected RESUBMIT evidenceOpen
    expired RESUBMIT evidenceOpen
    planned CANCEL cancelled
    booked CANCEL cancelled
    approvedWithConditions CONSUME consumed
    approvedWithConditions EXPIRE expired
  `,
  milestone: `
    draft BASELINE active
    draft CANCEL cancelled
    active CLAIM claimed
    claimed VERIFY achieved
    claimed REJECT_CLAIM active
    active SUPERSEDE superseded
    active CANCEL cancelled
    achieved REOPEN active
    active REFORECAST active
    active ACKNOWLEDGE active
    active CLAIM_BY_FACT claimed
  `,
  'change-request': `
    draft SUBMIT submitted
    submitted ASSESS assessed
    assessed APPROVE approved
    assessed REJECT rejected
    approved APPLY applied
    approved STALE submitted
    draft WITHDRAW withdrawn
    submitted WITHDRAW withdrawn
  `,
  consultation: `
    planned OPEN open
    open EXTEND open
    open CLOSE_DATE_REACHED closed
    closed PUBLISH_RESPONSE responded
    responded CONSIDERED considered
    planned ABANDON abandoned
    open ABANDON abandoned
  `,
};
