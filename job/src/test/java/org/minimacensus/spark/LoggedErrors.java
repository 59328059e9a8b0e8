package org.minimacensus.spark;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Listens to the errors that a class logs, until it is closed. */
final class LoggedErrors implements AutoCloseable {
  private final Logger logger;
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final AbstractAppender appender =
      new AbstractAppender("errors", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
          if (event.getLevel().isMoreSpecificThan(Level.ERROR)) {
            messages.add(event.getMessage().getFormattedMessage());
          }
        }
      };

  private LoggedErrors(Logger logger) {
    this.logger = logger;
  }

  static LoggedErrors of(Class<?> logging) {
    LoggedErrors errors = new LoggedErrors((Logger) LogManager.getLogger(logging));
    errors.appender.start();
    errors.logger.addAppender(errors.appender);
    return errors;
  }

  List<String> messages() {
    return messages;
  }

  @Override
  public void close() {
    logger.removeAppender(appender);
    appender.stop();
  }
}
