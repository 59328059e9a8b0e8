/**
 * One study from its spec to its result: what its names stand for, where its restarts start, which
 * of them run, how they are counted and summed up, and the ports through which they run and are
 * stored. Depends on everything below it; knows nothing of Spark, files, consoles or clocks. Start
 * at {@link org.minimacensus.study.StudyRunner}.
 */
package org.minimacensus.study;
