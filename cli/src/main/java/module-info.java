/** The {@code tidings} program: files in, messages and reports out. */
module org.tidings.cli {
    requires transitive org.jspecify;
    requires org.tidings.core;
    requires org.tidings.campaign;
    requires org.tidings.consent;
    requires org.tidings.files;
    requires org.tidings.templating;
    requires org.tidings.timing;
    requires info.picocli;
    requires me.tongfei.progressbar;

    exports org.tidings.cli;

    opens org.tidings.cli to
            info.picocli;
}
