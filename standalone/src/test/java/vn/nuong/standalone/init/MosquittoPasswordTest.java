package vn.nuong.standalone.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class MosquittoPasswordTest {

    @Test
    void writesTheLineThatMosquittoPasswdWrites() {
        // mosquitto_passwd -b FILE probe correct-horse wrote this line, salt included.
        String line = "probe:$7$101$BZNHuZO9UEhB0a98$/dbcivLdeTMlZEE5LJHu23zEIg4RCISXtkbzy4PwgHsrN+hHHuKGngq867xRs5w4"
                + "8Im91tcSplUHwPeiOjyXoQ==";
        byte[] salt = Base64.getDecoder().decode(line.split("\\$")[3]);
        assertThat(MosquittoPassword.line("probe", "correct-horse", salt)).isEqualTo(line + "\n");
    }
}
