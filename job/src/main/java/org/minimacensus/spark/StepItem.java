package org.minimacensus.spark;

import org.minimacensus.objective.Question;

/**
 * One thing that a search asks for.
 *
 * @param objective number of the objective in {@link StepObjectives}
 * @param inspected whether the shards' inspections of the question's point are wanted too
 */
record StepItem(int objective, Question question, boolean inspected) {}
